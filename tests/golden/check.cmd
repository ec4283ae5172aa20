check tests/golden/elmira-graph.detente --width 80
