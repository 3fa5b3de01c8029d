-- What experts teach after the pack, in a teacher's words, never a citizen's.
CREATE TABLE lesson (
  id TEXT PRIMARY KEY,               -- made of chance
  question TEXT NOT NULL,
  label TEXT NOT NULL,               -- an item, "topic/…", "outside/…", "urgent/…"
  state TEXT NOT NULL,               -- stopped, in-force, refused, taken-back
  author TEXT NOT NULL,              -- the account that taught it
  at INTEGER NOT NULL,               -- when it was taught, in seconds since 1970
  stops TEXT NOT NULL                -- why its trial stopped it, words with blanks between; empty where it passed
) STRICT;
CREATE INDEX lesson_state ON lesson (state, at);
