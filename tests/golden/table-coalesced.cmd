solve models/published/elmira.detente --width 80
