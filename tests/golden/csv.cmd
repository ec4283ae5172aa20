solve models/published/elmira.detente --csv
