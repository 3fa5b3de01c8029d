-- Who signs in, and how. An account is the holder of the records about it, by the same id.
CREATE TABLE account (
  id TEXT PRIMARY KEY,               -- made of chance
  name TEXT NOT NULL UNIQUE,         -- what is typed
  password TEXT,                     -- argon2id; NULL where it has none
  disabled INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1 -- one more with each change
) STRICT;

CREATE TABLE account_role (
  account TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  PRIMARY KEY (account, role)
) STRICT;

CREATE TABLE passkey (
  id BLOB PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  algorithm TEXT NOT NULL,
  key BLOB NOT NULL,
  counter INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_of_account ON passkey (account);

-- Of what a browser carries only the hash is here. Instants are seconds since 1970.
CREATE TABLE session (
  hash BLOB PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  begun INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  proven INTEGER                     -- when a passkey was last shown
) STRICT;
CREATE INDEX session_of_account ON session (account);

-- One-time links, by which an account gets its first passkey or a password.
CREATE TABLE link (
  hash BLOB PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  until INTEGER NOT NULL
) STRICT;

-- What a passkey must answer; each is taken once.
CREATE TABLE challenge (
  hash BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX challenge_until ON challenge (until);

-- Tries of passwords. Which account was tried and from which address is one hash; an hour later it is gone.
CREATE TABLE login_try (
  id INTEGER PRIMARY KEY,
  place BLOB NOT NULL,
  at INTEGER NOT NULL,
  was_right INTEGER NOT NULL
) STRICT;
CREATE INDEX login_try_of_place ON login_try (place, at);
CREATE INDEX login_try_at ON login_try (at);

-- Commands that were carried out, so that one sent twice is done once.
CREATE TABLE done (
  account TEXT NOT NULL,             -- whose command it was
  key TEXT NOT NULL,                 -- that the sender made for it
  command BLOB NOT NULL,             -- its SHA-256
  record INTEGER NOT NULL REFERENCES record (id),
  subject TEXT NOT NULL,             -- the account it was about
  at INTEGER NOT NULL,
  PRIMARY KEY (account, key)
) STRICT;
