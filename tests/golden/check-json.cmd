check models/published/prisoners.detente --json
