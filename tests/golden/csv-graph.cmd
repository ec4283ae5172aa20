solve models/published/elmira-graph.detente --csv --concepts seq
