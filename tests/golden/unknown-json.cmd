explain tests/golden/either-narrative.detente 5 --concept sseq-a,gmr-b --json
