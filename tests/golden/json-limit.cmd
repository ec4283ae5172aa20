solve models/published/elmira-graph.detente --json --limit 2
