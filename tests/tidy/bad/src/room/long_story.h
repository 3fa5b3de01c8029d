// A header that does not tell how it is done.
