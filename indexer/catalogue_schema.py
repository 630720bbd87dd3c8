"""The tables of the catalogue, and how those of earlier versions become these."""

SCHEMA_VERSION = 4
"""Goes up with what a catalogue holds; with 4 came its seal, which earlier versions would leave as it was."""

SCHEMA = """
create table if not exists file (
    id integer primary key,
    root text not null,          -- the source it came from, as the builder names it
    path text not null,          -- its path inside the source
    digest text,                 -- SHA-256 of its bytes when it was last read whole; null before
    reader integer not null,     -- version of the extractor that read it
    unique (root, path)
);
create table if not exists statement (
    id text primary key,
    file integer not null references file (id),
    digest text,                 -- of the record; null once the statement is gone
    recurrent text not null default '[]',             -- numbers of the paragraphs that its publisher repeats, as JSON
    version text as (digest || recurrent) virtual,    -- null once the statement is gone
    paragraphs integer not null default 0,            -- how many it has; none once it is gone
    published text,              -- version that the published generation holds; null: holds none; after ?: in doubt
    record blob                  -- the statement as extracted, as compressed JSON
);
create index if not exists statement_file on statement (file);
create table if not exists state (name text primary key, value text not null);
"""

INDEXES = (
    # A row takes a page or more: what is asked of all rows is asked of these, so that a small update stays one.
    "create index if not exists statement_pending on statement (id) where version is not published",
    "create index if not exists statement_gone on statement (id) where digest is null",
    "create index if not exists statement_paragraphs on statement (paragraphs)",
    "create index if not exists statement_recurrent on statement (id, recurrent) where recurrent <> '[]'",
)

FROM_VERSION_1 = (
    "alter table statement add column recurrent text not null default '[]'",
    "alter table statement add column version text as (digest || recurrent) virtual",
    "update statement set published = published || recurrent",
)

FROM_VERSION_2 = ("alter table statement add column paragraphs integer not null default 0",)
