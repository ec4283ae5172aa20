explain tests/golden/one-way.detente s1 --party a --concept nash,gmr --details
