solve models/published/prisoners.detente --markdown
