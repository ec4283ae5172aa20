solve tests/golden/elmira-graph.detente --csv --concepts seq
