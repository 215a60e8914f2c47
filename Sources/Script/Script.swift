// placeholder of the module until its first file lands
