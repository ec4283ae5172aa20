solve tests/golden/elmira-graph.detente --json --limit 2
