solve models/published/milk-river.detente --width 60 --concepts nash
