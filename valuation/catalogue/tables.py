"""What is wrong with a row or a file of a table and what to do about it, and what whoever reads a table is warned of.

A row's reason and fix stand in the rejects file: what the register's clerk can mend is said of the cell, what the mapping file can mend of its key.
"""

from __future__ import annotations

_AMOUNTS: dict[str, tuple[str, str]] = {
    "tables.amount.free": ("免费, 没有可供学习的价格", "free of charge: nothing to learn a price from"),
    "tables.amount.entry_fee": (
        "以文字约定入门费加提成或分成, 没有可供学习的价格",
        "a royalty or a share beside an entry fee, in words: nothing to learn a price from",
    ),
    "tables.amount.equity": ("作价入股, 没有现金价格, 没有可供学习的价格", "an equity contribution, no cash price: nothing to learn a price from"),
    "tables.amount.royalty": (
        "以提成或分成计价, 不只是固定金额, 没有可供学习的价格",
        "a royalty or a share, not a fixed amount alone: nothing to learn a price from",
    ),
    "tables.amount.open": ("金额尚未商定或未披露, 没有可供学习的价格", "no amount agreed or disclosed: nothing to learn a price from"),
    "tables.amount.fixed_fee_alone": (
        "可保持原样; 如另有固定费用, 请在本列只填该金额。",
        "Leave it; if there is a fixed fee as well, give that alone in this column.",
    ),
    "tables.amount.not_money": ("不是金额", "not an amount of money"),
    "tables.amount.write_digits": (
        "请填写数字, 如1234567.89或{example}; 不识别以逗号作小数点的写法和金额区间。",
        "Write digits, e.g. 1234567.89 or {example}; decimal comma and ranges are not read.",
    ),
    "tables.amount.no_unit": ("金额没有单位", "no unit for the amount"),
    "tables.amount.fill_unit": (
        "请填写该单元格, 或在映射文件中用[price] unit给出单元格为空时的单位。",
        "Fill the cell, or give [price] unit as the one that holds where it is empty.",
    ),
    "tables.amount.unknown_unit": ("单位无法识别", "unknown unit"),
    "tables.amount.map_unit": ("请在[price] unit_codes中将其对应到下列单位之一: {units}。", "Map it under [price] unit_codes to one of: {units}."),
    "tables.amount.zero": (
        "金额为零(免费或仅约定提成), 不能用于学习价格水平",
        "the amount is zero (free or royalty-only): no price level to learn from",
    ),
    "tables.amount.fixed_fee": ("可保持原样, 或填写固定费用。", "Leave it, or give the fixed fee."),
    "tables.amount.negative": ("金额为负数", "the amount is negative"),
    "tables.amount.contracts_only": ("请填写合同的金额; 退款与变更不是合同。", "Give the contract's amount; refunds and amendments are no contracts."),
    "tables.amount.beyond": ("金额为{amount:g} {currency}, 任何合同都不会这样大", "the amount is {amount:g} {currency}, beyond any contract"),
    "tables.amount.check_unit": ("请核对[price] unit(现为{unit})。", "Check [price] unit (now {unit})."),
    "tables.amount.foreign": ("金额以{currency}计, 而该来源以{expected}计价", "an amount in {currency}, this source prices in {expected}"),
    "tables.amount.convert": ("请按币种拆分表格, 或换算为{expected}。", "Split the table by currency, or convert to {expected}."),
    "tables.amount.too_large": (
        "金额超出一份合同可能的上限({most:,.0f} {currency})",
        "the amount is above the largest that a contract can be ({most:,.0f} {currency})",
    ),
    "tables.amount.check_cell_and_unit": ("请核对该单元格和[price] unit(现为{unit})。", "Check the cell and [price] unit (now {unit})."),
    "tables.amount.missing": ("未填金额, 而按支付方式应有金额", "no amount, though by its terms there is one"),
    "tables.amount.fill": ("请补填金额, 或更正支付方式。", "Fill it in, or correct the terms."),
    "tables.amount.above_total": ("高于合同总额({total})", "above the contract's total ({total})"),
    "tables.amount.correct_cell": ("请更正有误的单元格或其单位。", "Correct the cell that is wrong, or its unit."),
    "tables.amount.total_alone": (
        "只填了合同总额({total}), 属于另一类金额({concept})",
        "only the contract's total ({total}) is given, which is another kind of amount ({concept})",
    ),
    "tables.amount.fill_confirmed": (
        "请补填认定登记时核定的金额; 合同总额还含设备和材料。",
        "Fill in the amount confirmed at registration; a total holds equipment and materials too.",
    ),
}

_TERMS: dict[str, tuple[str, str]] = {
    "tables.terms.royalty_only": (
        "按支付方式仅有提成或分成: 所填金额只是预期",
        "a royalty or a share alone, by its terms: the amount beside it is an expectation",
    ),
    "tables.terms.free": ("按支付方式为免费, 却填有金额", "free of charge by its terms, and yet an amount stands there"),
    "tables.terms.equity": ("作价入股, 没有现金价格: 所填为{concept}", "an equity contribution, no cash price: its kind of amount is {concept}"),
    "tables.terms.cash": ("以现金支付, 不是作价入股", "paid in cash, no equity contribution"),
    "tables.terms.correct": ("可保持原样, 或更正支付方式。", "Leave it, or correct the terms."),
}

_CELLS: dict[str, tuple[str, str]] = {
    "tables.number.not": ("不是数字", "not a number"),
    "tables.number.write_digits": (
        "请填写数字, 可带小数点, 如1234.5; 单位请写在映射文件中。",
        "Write digits with an optional decimal point, e.g. 1234.5; a unit belongs into the mapping.",
    ),
    "tables.number.too_large": ("数值过大, 模型无法读取", "the number is too large for a model"),
    "tables.number.check_unit": ("请核对单位, 或将单元格留空。", "Check its unit, or leave the cell empty."),
    "tables.level.not": ("不是成熟度等级", "not a maturity level"),
    "tables.level.write": (
        '请填写1至9级, 或"4-6"这样的区间; 其他代码请用[maturity] stage及其代码表。',
        'Write a level 1-9 or a range such as "4-6"; for other codes use [maturity] stage with a code map.',
    ),
    "tables.level.outside": ("等级不在1至9之间", "a level outside 1-9"),
    "tables.level.leave_empty": ("等级为1至9级; 不清楚时请将单元格留空。", "Levels run from 1 to 9; leave the cell empty where none is known."),
    "tables.level.backwards": ("区间前后颠倒", "the range runs backwards"),
    "tables.level.lower_first": ("请先写较低的等级。", "Write the lower level first."),
    "tables.level.crossed": ("最低等级高于最高等级", "the lowest level is above the highest"),
    "tables.level.swap": ("请对调或更正这两个单元格。", "Swap or correct the two cells."),
    "tables.score.outside": ("评分不在0至100之间", "a score outside 0-100"),
    "tables.score.scale": (
        "请将评分换算为0至100分, 必要时用[values.scores]的codes。",
        "Scale the scores to 0-100, through [values.scores] codes if need be.",
    ),
    "tables.date.year_first": ("年份在前的日期, 如{examples}", "year-first dates such as {examples}"),
    "tables.date.not": ("不是可读取的日期(可读取: {read})", "not a date by the formats read ({read})"),
    "tables.date.add_format": (
        '请改写为可读取的日期, 或在[date] formats中加入其格式, 如["%d/%m/%Y"]。',
        'Add its format under [date] formats, e.g. ["%d/%m/%Y"].',
    ),
    "tables.date.outside": ("日期{day}不在{first}年至{last}年之间", "the date {day} lies outside {first}-{last}"),
    "tables.date.correct": ("请更正该值, 或[date]中的格式。", "Correct the value, or the format in [date]."),
    "tables.date.correct_pattern": ("请更正该值, 或映射文件中的[date] pattern。", "Correct the value, or [date] pattern in the mapping."),
    "tables.date.empty": ("日期为空", "the date is empty"),
    "tables.date.fill": ("请填写该行估值所依据的日期。", "Fill in the day at which the row is to be valued."),
    "tables.cell.pattern": ("不符合格式{pattern!r}", "does not match the pattern {pattern!r}"),
    "tables.cell.correct_or_missing": ('请更正该值, 或设others = "missing"。', 'Correct the value, or set others = "missing".'),
    "tables.cell.unknown_code": ("代码无法识别", "unknown code"),
    "tables.cell.add_code": ('{nearest}请将其加入代码表, 或设others = "missing"。', '{nearest} Add it to the codes, or set others = "missing".'),
    "tables.cell.contradicts": ("与{column}矛盾: {coarse}不能是{finer}", "contradicts {column}: {coarse} cannot be {finer}"),
    "tables.cell.correct_one": ("请更正两个单元格之一。", "Correct one of the two cells."),
}

_ROWS: dict[str, tuple[str, str]] = {
    "tables.row.no_label": ("该行没有可供学习的标签", "the row has no label"),
    "tables.row.fill": ("可保持原样, 或补填已知的内容。", "Leave it, or fill in what is known."),
    "tables.row.id_pattern": ("编号不符合格式{pattern}", "not a number of the pattern {pattern}"),
    "tables.row.correct_id": (
        "请更正; 若被电子表格截断(2.02E+15), 请将该列按文本导出。",
        "Correct it; if a spreadsheet has cut it (2.02E+15), export the column as text.",
    ),
    "tables.row.cells": ("该行有{found}个单元格, 表头有{width}个", "the record has {found} cells, the header {width}"),
    "tables.row.quote": ("含分隔符或换行的单元格请加引号。", "Quote cells that hold the delimiter, or line breaks."),
    "tables.told.one": ("{file}: {field}: {reason}({where}; 值为{values})。{fix}", "{file}: {field}: {reason} ({where}; value {values}). {fix}"),
    "tables.told.row": ("数据第{rows}行", "row {rows}"),
    "tables.told.rows": ("数据第{rows}行", "rows {rows}"),
    "tables.told.line": ("文件第{rows}行", "line {rows}"),
    "tables.told.lines": ("文件第{rows}行", "lines {rows}"),
    "tables.told.more": ("{where}, 另有{count:,}行", "{where} and {count:,} more"),
    "tables.warning.lacking": ("{file}: 没有{columns}列; 按空列读取。", "{file}: no column {columns}; read as empty."),
    "tables.warning.cut_ids": (
        "{file}: {column}以数值存放, 而电子表格只保留15位数字, 末几位可能已丢失。请将该列按文本导出。",
        "{file}: {column} stands as numbers, of which a spreadsheet keeps 15 digits: the last ones may be lost. Export the column as text.",
    ),
    "tables.warning.no_amounts": ("没有{column}列", "no column {column}"),
    "tables.warning.empty_amounts": ("{column}列为空", "nothing in {column}"),
    "tables.warning.total_alone": (
        (
            "{file}: {why}, 只有{total}。由此学习的是{total_concept}({total_label}), 含设备和材料, 而不是{concept}({label}): "
            "不能与后者的表格合并训练, 也不能代替后者作答。"
        ),
        (
            "{file}: {why}, only {total}. What is learned here is {total_concept} ({total_label}), equipment and materials included, and not "
            "{concept} ({label}): it cannot be mixed with tables of the latter, nor answer for it."
        ),
    ),
}

_FILES: dict[str, tuple[str, str]] = {
    "tables.file.absent": ("没有这个文件", "no such file"),
    "tables.file.give_table": ("请给出CSV、XLSX或Parquet表格的路径。", "Give the path of a CSV, XLSX or Parquet table."),
    "tables.file.no_format": ("没有这种后缀的表格格式", "no table format by that suffix"),
    "tables.file.cannot_write": ("没有这种表格格式", "no such table format"),
    "tables.file.no_rows": ("{rows:,}行全部不可用", "none of the {rows:,} rows can be used"),
    "tables.file.empty": ("表格为空", "the table is empty"),
    "tables.file.give_header": ("请给出首行为列名的表格。", "Give a table whose header row names its columns."),
    "tables.file.blank_header": ("该行为空行", "that line is blank"),
    "tables.file.short_sheet": ("该工作表只有{lines}行", "the sheet has {lines} lines"),
    "tables.file.name_header": ("请给出列名所在的行号。", "Name the line that holds the column names."),
    "tables.file.no_split": ("无法拆分为单元格: {error}", "cannot be split into cells: {error}"),
    "tables.file.close_quotes": ("请查找未闭合的引号。", "Look for a quotation mark that is never closed."),
    "tables.file.no_sheet": ("工作簿中没有这张工作表", "the workbook has no such sheet"),
    "tables.file.no_workbook": ("不是可读取的工作簿: {error}", "not a readable workbook: {error}"),
    "tables.file.save_xlsx": ("请另存为不带密码的.xlsx文件。", "Save it as .xlsx without a password."),
    "tables.file.no_parquet": ("不是Parquet文件: {error}", "not a Parquet file: {error}"),
    "tables.file.check_complete": ("请核对文件是否完整、后缀是否正确。", "Check that the file is complete and its suffix is right."),
    "tables.file.unreadable_column": ("无法按{type}读取: {error}", "cannot be read as {type}: {error}"),
    "tables.file.store_text": ("请去掉该列, 或存为文本。", "Leave the column out, or store it as text."),
    "tables.file.column_twice": ("该列出现不止一次", "the column stands there more than once"),
    "tables.file.rename_column": ("请给各列取不同的名称。", "Give the columns different names."),
    "tables.encoding.unknown": ("没有这种编码", "no such encoding"),
    "tables.encoding.write": ('请写"auto"、"utf-8"或"gb18030"。', 'Write "auto", "utf-8" or "gb18030".'),
    "tables.encoding.undecodable": ("{what}: 第{line}行, 第{byte}字节", "{what} at line {line}, byte {byte}"),
    "tables.encoding.other": ("不是{encoding}编码", "not {encoding}"),
    "tables.encoding.broken": ("UTF-8编码有损坏", "broken UTF-8"),
    "tables.encoding.neither": ("既不是UTF-8, 也不是GB18030", "neither UTF-8 nor GB18030"),
    "tables.encoding.save": (
        '请将表格另存为UTF-8, 或在[table]中用encoding = "…"注明其编码。',
        'Save the table as UTF-8, or name its encoding under [table] encoding = "…".',
    ),
    "tables.nearest.meant": ("是否指{near!r}? {known}", "Did you mean {near!r}? {known}"),
    "tables.nearest.known": ("可用的有: {names}。", "Known: {names}."),
    "tables.nearest.more": ("{names} …(共{count}个)", "{names} … ({count} in all)"),
    "tables.nearest.none": ("没有可供选择的。", "There is none to choose from."),
}

TEXTS: dict[str, tuple[str, str]] = _AMOUNTS | _TERMS | _CELLS | _ROWS | _FILES
