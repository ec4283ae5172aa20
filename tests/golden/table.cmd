solve models/published/syria-iraq-1975.detente --width 80
