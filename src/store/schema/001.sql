-- All that is kept of one account. Columns of records are the members of their field tables; times
-- are seconds since 1970, amounts hundredths, lists JSON: an array of such values for each record in
-- them. A key is ours, an id the service's.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;

-- Counts the transactions that changed what is shown.
INSERT INTO meta (name, value) VALUES ('edition', 0);

-- What people wrote: the only tables that no sync can fill again, and those that are backed up.

CREATE TABLE user_note (
  id_participant TEXT PRIMARY KEY,
  label TEXT,
  note TEXT,
  changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE user_setting (
  name TEXT PRIMARY KEY,
  value TEXT
) WITHOUT ROWID;

-- What the service says.

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  missed INTEGER NOT NULL DEFAULT 0,
  "id" TEXT NOT NULL UNIQUE,
  "name" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "participants" INTEGER,
  "multiple_dates" INTEGER NOT NULL DEFAULT 0,
  "id_status" TEXT,
  "libelle_status" TEXT,
  "id_orga" TEXT
);

CREATE TABLE event_details (
  key INTEGER PRIMARY KEY,
  fetched INTEGER NOT NULL,
  "id" TEXT,
  "title" TEXT,
  "site_url" TEXT,
  "description" TEXT,
  "image" TEXT,
  "id_category" TEXT,
  "category_name" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "timezone" TEXT,
  "price_min" INTEGER,
  "price_max" INTEGER,
  "venue_name" TEXT,
  "venue_address" TEXT,
  "venue_zip_code" TEXT,
  "venue_city" TEXT,
  "venue_state" TEXT,
  "venue_country_code" TEXT,
  "venue_country_name" TEXT,
  "venue_longitude" REAL,
  "venue_latitude" REAL,
  "minisite_url" TEXT,
  "sale_start" INTEGER,
  "sale_end" INTEGER,
  "dates" TEXT,
  "organizer_organization_name" TEXT,
  "organizer_first_name" TEXT,
  "organizer_last_name" TEXT,
  "organizer_address" TEXT,
  "organizer_zip_code" TEXT,
  "organizer_city" TEXT,
  "organizer_state" TEXT,
  "organizer_country_code" TEXT,
  "organizer_country_name" TEXT,
  "organizer_phone" TEXT,
  "organizer_cell_phone" TEXT,
  "organizer_fax" TEXT,
  "organizer_email" TEXT,
  "organizer_website" TEXT,
  "organizer_blog" TEXT
);

CREATE TABLE event_date (
  key INTEGER PRIMARY KEY,
  gone INTEGER NOT NULL DEFAULT 0,
  "id" TEXT NOT NULL UNIQUE,
  "id_event" TEXT,
  "date" INTEGER,
  "tickets" TEXT
);

CREATE INDEX event_date_event ON event_date (id_event);

CREATE TABLE category (
  key INTEGER PRIMARY KEY,
  event INTEGER NOT NULL,
  id TEXT,
  name TEXT,
  parent INTEGER NOT NULL,
  position INTEGER NOT NULL
);

CREATE INDEX category_event ON category (event, position);

CREATE TABLE ticket (
  key INTEGER PRIMARY KEY,
  event INTEGER NOT NULL,
  category INTEGER NOT NULL,
  position INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  "id" TEXT NOT NULL,
  "name" TEXT,
  "price" INTEGER,
  "participants" INTEGER,
  "quota" INTEGER,
  "group_size" INTEGER,
  "start_sale" INTEGER,
  "end_sale" INTEGER,
  UNIQUE (event, id)
);

-- ord is the place in name order, roughly; sort_key exactly. hash tells whether anything changed,
-- digest, without reading it, whether the service says the same as last time.
CREATE TABLE participant (
  key INTEGER PRIMARY KEY,
  event INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  sort_key BLOB NOT NULL,
  hash INTEGER NOT NULL,
  digest INTEGER NOT NULL DEFAULT 0,
  gone INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  "id" TEXT NOT NULL UNIQUE,
  "id_event" TEXT,
  "id_date" TEXT,
  "id_ticket" TEXT,
  "barcode" TEXT,
  "id_weez_ticket" TEXT,
  "deleted" INTEGER NOT NULL DEFAULT 0,
  "refund" INTEGER NOT NULL DEFAULT 0,
  "comment" TEXT,
  "create_date" INTEGER,
  "origin" TEXT,
  "id_transaction" TEXT,
  "paid" INTEGER NOT NULL DEFAULT 0,
  "code_member" TEXT,
  "transaction_reference" TEXT,
  "control_status" TEXT,
  "scan_date" INTEGER,
  "scan_user" TEXT,
  "scan_user_name" TEXT,
  "promo_code" TEXT,
  "first_name" TEXT,
  "last_name" TEXT,
  "email" TEXT,
  "owner_comment" TEXT,
  "owner_custom_field" TEXT,
  "owner_origin" TEXT,
  "moderation" TEXT,
  "upselling" TEXT,
  "answers" TEXT,
  "buyer_id" TEXT,
  "buyer_email" TEXT,
  "buyer_last_name" TEXT,
  "buyer_first_name" TEXT,
  "buyer_answers" TEXT
);

-- With what a search asks of those it finds, so that it need not read their rows.
CREATE UNIQUE INDEX participant_ord ON participant (ord, sort_key, event);

CREATE INDEX participant_event ON participant (event, sort_key);

CREATE TABLE scan_settings (
  key INTEGER PRIMARY KEY,
  fetched INTEGER NOT NULL,
  "values" TEXT
);

CREATE TABLE event_category (
  key INTEGER PRIMARY KEY,
  fetched INTEGER NOT NULL,
  "id" TEXT NOT NULL UNIQUE,
  "name" TEXT,
  "name_other" TEXT
);

-- Figures that were the same from time to until, each time that they were asked for.
CREATE TABLE sample (
  event INTEGER NOT NULL,
  id_ticket TEXT NOT NULL,
  id_date TEXT NOT NULL,
  time INTEGER NOT NULL,
  until INTEGER NOT NULL,
  total INTEGER,
  scanned INTEGER,
  "in" INTEGER,
  "out" INTEGER,
  PRIMARY KEY (event, id_ticket, id_date, time)
) WITHOUT ROWID;

CREATE TABLE public_search (
  key INTEGER PRIMARY KEY,
  query TEXT NOT NULL UNIQUE,
  fetched INTEGER NOT NULL,
  last_update INTEGER
);

CREATE TABLE public_event (
  key INTEGER PRIMARY KEY,
  search INTEGER NOT NULL REFERENCES public_search (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "id" TEXT,
  "title" TEXT,
  "site_url" TEXT,
  "description" TEXT,
  "image" TEXT,
  "id_category" TEXT,
  "category_name" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "timezone" TEXT,
  "price_min" INTEGER,
  "price_max" INTEGER,
  "venue_name" TEXT,
  "venue_address" TEXT,
  "venue_zip_code" TEXT,
  "venue_city" TEXT,
  "venue_state" TEXT,
  "venue_country_code" TEXT,
  "venue_country_name" TEXT,
  "venue_longitude" REAL,
  "venue_latitude" REAL,
  "minisite_url" TEXT
);

CREATE INDEX public_event_search ON public_event (search, position);

-- What follows from it.

CREATE TABLE daily (
  event INTEGER NOT NULL,
  id_ticket TEXT NOT NULL,
  day INTEGER NOT NULL,
  participants INTEGER NOT NULL,
  active INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  unpaid INTEGER NOT NULL,
  refunded INTEGER NOT NULL,
  scanned INTEGER NOT NULL,
  PRIMARY KEY (event, id_ticket, day)
) WITHOUT ROWID;

CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  event INTEGER NOT NULL,
  participant TEXT NOT NULL,
  kind INTEGER NOT NULL,
  was TEXT,
  now TEXT
);

CREATE INDEX change_event ON change (event, time);

-- How far it is read.

CREATE TABLE event_sync (
  event INTEGER PRIMARY KEY,
  cursor INTEGER NOT NULL DEFAULT 0,
  page INTEGER NOT NULL DEFAULT 0,
  page_size INTEGER NOT NULL DEFAULT 0,
  listing_time INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL DEFAULT 0,
  completed_at INTEGER NOT NULL DEFAULT 0,
  completed_rows INTEGER NOT NULL DEFAULT 0,
  last_sync INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  answers INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE listing_page (
  event INTEGER NOT NULL,
  page INTEGER NOT NULL,
  keys BLOB NOT NULL,
  PRIMARY KEY (event, page)
) WITHOUT ROWID;

-- The search: texts are folded before they come here.

CREATE TABLE unindexed (
  key INTEGER PRIMARY KEY
);

CREATE TABLE code (
  value TEXT NOT NULL,
  ord INTEGER NOT NULL,
  PRIMARY KEY (value, ord)
) WITHOUT ROWID;

-- Words without digits. Who has one also has its beginnings of up to "start" bytes as terms, so
-- that a shorter beginning finds them by that one.
CREATE TABLE word (
  word TEXT PRIMARY KEY,
  start INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE word_search USING fts5 (
  words,
  content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE VIRTUAL TABLE mail_search USING fts5 (
  mails,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "trigram case_sensitive 1"
);

-- Rows come in large batches, so that each is one segment: merging them is what costs most.
INSERT INTO word_search (word_search, rank) VALUES ('hashsize', 33554432);
INSERT INTO mail_search (mail_search, rank) VALUES ('hashsize', 33554432);
