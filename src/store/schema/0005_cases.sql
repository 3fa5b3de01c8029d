-- Where each case stands, so that a queue opens no seal. What was applied for, said and decided stands in its records.
CREATE TABLE service_case (
  number TEXT PRIMARY KEY,           -- services/applications/case_number.h
  holder TEXT NOT NULL REFERENCES holder (id), -- whose it is
  state TEXT NOT NULL,
  is_open INTEGER NOT NULL,          -- somebody may still be waited for
  due TEXT NOT NULL,                 -- the day by which the office acts; 9999-12-31 where no clock runs
  version INTEGER NOT NULL DEFAULT 1 -- one more with each event
) STRICT;
CREATE INDEX service_case_open ON service_case (due, number) WHERE is_open = 1;
CREATE INDEX service_case_of_holder ON service_case (holder, number);

CREATE TABLE case_event (
  service_case TEXT NOT NULL REFERENCES service_case (number),
  n INTEGER NOT NULL,                -- from 1 on
  record INTEGER NOT NULL REFERENCES record (id),
  PRIMARY KEY (service_case, n)
) STRICT;

-- How many cases a day has had: its numbers run on.
CREATE TABLE case_day (
  day TEXT PRIMARY KEY,
  cases INTEGER NOT NULL
) STRICT;
