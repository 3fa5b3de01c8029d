int headless();
