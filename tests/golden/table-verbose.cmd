solve models/published/chicken.detente --width 80 --concepts nash,seq --verbose --engine graph
