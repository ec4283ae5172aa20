summary models/published/syria-iraq-1975.detente models/published/elmira-graph.detente --width 80
