summary tests/golden/syria-iraq-1975.detente tests/golden/elmira-graph.detente --width 80
