"""Pricing advice by mode: agreement 协议, listing 挂牌, auction 拍卖, contribution for shares 作价入股, licence 许可; one file each, alike in shape.

`valuation/advice.py` is the front room. Each mode takes an `AdviceCase` and gives its own answer: amounts from the price distribution, the rules of
`rulebook.py` with their scope and source, and what is missing. Nothing here is an input to the price.
"""
