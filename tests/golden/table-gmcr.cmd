solve tests/golden/syria-iraq-1975.detente --width 80 --terms gmcr
