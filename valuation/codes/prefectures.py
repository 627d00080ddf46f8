"""Cities and prefectures by province, so that a register that names the city of a party still says its province.

Prefecture level of 2023 (GB/T 2260, as kept in public copies of it), the cities that provinces govern directly, and former names. Full names with 市, 州, 盟 or
地区 are made from these; a name that also belongs to a well-known district elsewhere stands only in full.
"""

from __future__ import annotations

from collections.abc import Iterator

CITIES: dict[str, str] = {
    "13": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 定州 辛集",
    "14": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "15": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布",
    "21": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛",
    "22": "长春 四平 辽源 通化 白山 松原 白城",
    "23": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化",
    "32": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 淮阴 盐城 扬州 镇江 泰州 宿迁",
    "33": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水",
    "34": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 巢湖 六安 亳州 池州 宣城",
    "35": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "36": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "37": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城 滨州 菏泽",
    "41": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    "42": "武汉 黄石 十堰 宜昌 襄阳 襄樊 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 仙桃 潜江 天门",
    "43": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底",
    "44": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "45": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "46": "海口 三亚 三沙 儋州 琼海 文昌 万宁 五指山",
    "51": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳",
    "52": "贵阳 六盘水 遵义 安顺 毕节 铜仁",
    "53": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 思茅 临沧",
    "54": "拉萨 日喀则 昌都 林芝 山南 那曲",
    "61": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 杨凌",
    "62": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南",
    "63": "西宁 海东",
    "64": "银川 石嘴山 吴忠 固原 中卫",
    "65": "乌鲁木齐 克拉玛依 吐鲁番 哈密 石河子 阿拉尔 图木舒克 五家渠",
}
"""First two digits of the region code → cities, without 市."""

AREAS: dict[str, str] = {
    "15": "兴安盟 锡林郭勒盟 阿拉善盟",
    "21": "朝阳市",
    "22": "吉林市 延边朝鲜族自治州",
    "23": "大兴安岭地区",
    "42": "恩施土家族苗族自治州 神农架林区",
    "43": "湘西土家族苗族自治州",
    "51": "阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州",
    "52": "黔西南布依族苗族自治州 黔东南苗族侗族自治州 黔南布依族苗族自治州",
    "53": (
        "楚雄彝族自治州 红河哈尼族彝族自治州 文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州 迪庆藏族自治州 大理市"
    ),
    "54": "阿里地区",
    "62": "临夏回族自治州 甘南藏族自治州",
    "63": "海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州 海西蒙古族藏族自治州",
    "65": ("昌吉回族自治州 博尔塔拉蒙古自治州 巴音郭楞蒙古自治州 阿克苏地区 克孜勒苏柯尔克孜自治州 喀什地区 和田地区 伊犁哈萨克自治州 塔城地区 阿勒泰地区"),
}
"""The same for what is no 市, and for names that stand only in full."""

SHORT_AREAS: dict[str, str] = {
    "15": "锡林郭勒 阿拉善",
    "22": "延边州",
    "23": "大兴安岭",
    "42": "恩施州 神农架",
    "43": "湘西州",
    "51": "阿坝州 甘孜州 凉山州",
    "52": "黔西南州 黔东南州 黔南州",
    "53": "楚雄州 红河州 文山州 西双版纳 西双版纳州 大理州 德宏州 怒江州 迪庆州",
    "62": "临夏州 甘南州",
    "63": "海北州 黄南州 海南州 果洛州 玉树州 海西州",
    "65": "昌吉州 博州 巴州 克州 伊犁州 阿克苏 喀什 和田 阿勒泰",
}
"""What autonomous prefectures are called for short."""


def names_in_full() -> Iterator[tuple[str, str]]:
    """(name, digits): 南京市, 延边朝鲜族自治州, 延边州; a longer place name that begins with one of these lies in its province."""
    for table, ending in ((CITIES, "市"), (AREAS, ""), (SHORT_AREAS, "")):
        for digits, names in table.items():
            yield from ((name + ending, digits) for name in names.split())


def names_alone() -> Iterator[tuple[str, str]]:
    """(name, digits): 南京, 延边; not where it stands for more than one place."""
    for digits, names in CITIES.items():
        yield from ((name, digits) for name in names.split())
    for digits, names in SHORT_AREAS.items():
        yield from ((name[:-1], digits) for name in names.split() if name[-1] == "州" and len(name) > 2 and name != "海南州")
