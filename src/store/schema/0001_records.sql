-- Whose a record is, and the key that opens it, sealed by the master key.
CREATE TABLE holder (
  id TEXT PRIMARY KEY,
  wrapped BLOB,                        -- NULL once erased
  records INTEGER NOT NULL DEFAULT 0,  -- how many it has
  last BLOB,                           -- the commitment of the newest
  hold TEXT,                           -- the law by which it may not be erased yet
  erased_at TEXT
) STRICT;

-- What was done: the leaf for everybody, the record for whoever has the holder's key.
CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  number INTEGER UNIQUE,               -- the leaf's place in the log, from 0 on; NULL until it has one
  holder TEXT REFERENCES holder (id),  -- NULL where only the leaf was restored
  leaf BLOB NOT NULL CHECK (length(leaf) = 34),
  sealed BLOB
) STRICT;

CREATE INDEX record_unnumbered ON record (id) WHERE number IS NULL;
CREATE INDEX record_of_holder ON record (holder, id);
