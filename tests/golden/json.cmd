solve models/published/prisoners.detente --json
