check models/published/elmira-graph.detente --width 80
