summary models/published/syria-iraq-1975.detente --terms gmcr --width 100
