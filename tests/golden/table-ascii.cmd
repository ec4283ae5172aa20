solve models/published/prisoners.detente --width 80 --ascii
