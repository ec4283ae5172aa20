summary tests/golden/syria-iraq-1975.detente --terms gmcr --width 100
