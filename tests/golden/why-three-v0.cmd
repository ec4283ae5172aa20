explain tests/golden/why-three.detente v0 --details --width 90
