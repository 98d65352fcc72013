/* plan/read_parts.h - the parts of the plan reader, one idea a file (internal to plan/).
 *
 *   read_fold.c      a line as it is compared: widths and dashes folded, spaces gone, with the way back to the original
 *   read_clean.c     what nobody typed: radicals, dots apart from their kana, characters of no width
 *   read_lines.c     the text as lines; page numbers and running heads out
 *   read_dates.c     years, days, periods and ranges of years
 *   read_sections.c  headings: the tree of the form as a flat list of sections
 *   read_prose.c     lines joined into paragraphs
 *   read_authors.c   chapter 2
 *   read_goals.c     chapter 4 without its table
 *   read_cells.c     a table as cells: what each one is
 *   read_slots.c     cells broken over lines
 *   read_stream.c    a header broken over lines
 *   read_head.c      the words of a table's header
 *   read_roles.c     a table's header: which column is what, and its periods
 *   read_refs.c      marks and goals that a cell refers to
 *   read_words.c     what a cell can be, from its characters alone
 *   read_records.c   KPIs without a table, a line each
 *   read_table.h     cells as rows: the ways in which a table is flattened, and which one this is
 *   read_labels.c    merged cells: which rows a mark or goal covers
 *   read_kpi.h       rows as KPIs: names, units, baselines, footnotes, due dates
 *   read_projects.c  ① and ② of a measure
 *   read_evaluation.c  ⑤ of a measure: who, when, what follows, where published
 *   read_measure.c   the rest of chapter 5: guide, period, other measures
 */
#ifndef PLAN_READ_PARTS_H
#define PLAN_READ_PARTS_H

#include "base/arena.h"
#include "plan/plan.h"

/* ---- read_fold.c ---- */

enum { FOLD_MAX = 512 };

/* Characters as they are compared: full-width letters, digits and signs as ASCII, every dash '-', every wave '~',
 * spaces dropped except between two digits. at[i] is where character i begins in the original, at[n] the end. */
struct fold {
	uint32_t c[FOLD_MAX + 1]; /* ends with 0 */
	uint32_t at[FOLD_MAX + 1];
	size_t n;
};
void fold_text(struct fold *f, struct text t); /* what is behind FOLD_MAX characters is left out */
void fold_more(struct fold *f, struct text t); /* behind what is there; at[] then belongs to t */
/* Each phrase is written as folded. The number of characters that match at from, 0 for none. */
size_t fold_starts(const struct fold *f, size_t from, const char *phrase);
/* f ends within the phrase, and so far it matches. */
bool fold_cut(const struct fold *f, size_t from, const char *phrase);
size_t fold_ends(const struct fold *f, const char *phrase);
bool fold_is(const struct fold *f, const char *phrase);
size_t fold_find(const struct fold *f, size_t from, const char *phrase); /* SIZE_MAX: not there */
bool fold_has(const struct fold *f, const char *phrase);
/* The original characters from character `from` up to before `to`, trimmed. */
struct text fold_slice(const struct fold *f, struct text t, size_t from, size_t to);
uint32_t fold_char(uint32_t c);
bool is_kanji(uint32_t c);
bool is_hiragana(uint32_t c);
bool is_katakana(uint32_t c);
bool is_digit(uint32_t c);
bool is_open(uint32_t c); /* ( [ 「 【 〔 ... */
bool is_close(uint32_t c);
/* An integer of up to six digits at *i, which moves behind it; -1 where there is none. */
int fold_int(const struct fold *f, size_t *i);
/* A year, month or day: the same, or 一 to 九十九. */
int fold_count(const struct fold *f, size_t *i);
int fold_open_brackets(const struct fold *f); /* how many more open than close */
/* 1 2 Ⅰ II 一 ① ⑴: a number in any dress at *i; 0 where there is none. */
int fold_ordinal(const struct fold *f, size_t *i);
/* Without spaces of every kind at both ends, form feed and no-break space included. */
struct text trim(struct text t);
size_t quick_width(struct text t); /* columns, near enough for prose */

/* ---- read_clean.c ---- */

/* The text itself, or a mended copy. */
struct text read_clean(struct arena *a, struct text t);

/* ---- read_lines.c ---- */

/* A line that is not blank. */
struct piece {
	struct text t;   /* trimmed; borrowed from the source */
	uint32_t line;   /* 1-based */
	uint32_t indent; /* bytes before t in its line */
	bool blank_before, page_before, gone;
};

struct doc {
	struct arena *a;
	remark_list *remarks;
	LIST(struct piece) pieces;
	size_t width;       /* columns to which the prose is wrapped */
	bool unwrapped;     /* a paragraph a line */
	bool spaced;        /* blank lines between all lines: they separate nothing */
	bool goals_unnamed; /* chapter 4 calls nothing 基本目標１ */
	int end_year;       /* fiscal year in which the plan ends; 0: not known */
	int start_year;     /* ... in which it begins; 0: not known */
};

/* False: more than PLAN_LINES_MAX lines. */
bool read_lines(struct doc *d, struct text utf8);
/* Marks page numbers and running heads as gone, takes them out of d->pieces, and says so in a remark. */
void read_page_furniture(struct doc *d);
void read_markup(struct doc *d);

/* The severity, line and column of a remark and its message id "plan.<rule>" with name, value pairs up to NULL. */
void read_remark(struct doc *d, const char *rule, const char *id, enum severity severity, uint32_t line,
		 uint32_t column, ...) __attribute__((sentinel));
#define REMARK(d, rule, severity, line, column, ...) \
	read_remark((d), (rule), "plan." rule, (severity), (line), (column), __VA_ARGS__)
/* The 1-based column, in characters, of a byte of that line's piece. */
uint32_t read_column(const struct piece *p, const char *at);

/* ---- read_dates.c ---- */

/* A period at character *i of f, which moves behind it: 2019年度, 令和元年, R6.3.31, 2024年３月末, 2019(令和元)年度.
 * *assumed: a bare year or a month stood there, and the kind of period is our reading. */
bool read_period_at(struct period *p, bool *assumed, const struct fold *f, size_t *i);
/* The first period anywhere in the text; false where there is none. */
bool read_period_in(struct period *p, bool *assumed, struct text t);
/* The text is a period and nothing else (brackets, 末, 時点, 現在, 実績 around it count as nothing). */
bool read_period_only(struct period *p, bool *assumed, struct text t);
/* 2020年度～2023年度, 令和２～５年度, 令和２年度から５年度まで. A single period gives from == to. */
bool read_period_range(struct period *from, struct period *to, struct text t);
/* ⑥ and chapter 6. False where no end was found. */
bool read_term(struct plan_period *p, struct text t);

/* ---- read_sections.c ---- */

enum section_kind {
	SEC_FRONT,
	SEC_TITLE,
	SEC_AUTHORS,
	SEC_AREA,
	SEC_GOALS,
	SEC_MEASURES,
	SEC_TERM,
	SEC_REVIEW,     /* chapters 1 to 7 */
	SEC_GOALS_PART, /* 4-1 ... */
	SEC_TABLE,      /* 【数値目標】 */
	SEC_OVERVIEW,   /* 5-1 */
	SEC_SPECIAL,    /* 5-2 */
	SEC_MEASURE,    /* ○ ...【A2007】 */
	SEC_NAME,
	SEC_CONTENT,
	SEC_KPI,
	SEC_GUIDE,
	SEC_EVALUATION,
	SEC_PERIOD, /* ① to ⑥ */
	SEC_ITEM,   /* another item of a measure, kept as text */
	SEC_OTHER,  /* 5-3, 5-3-1, 7-1, ... kept as text */
	SEC_KIND_COUNT
};

struct section {
	enum section_kind kind;
	size_t head, from, to; /* pieces: the heading's first, and the content's range (the rest of a heading's line is
				* a piece of the content) */
	struct text number;    /* 5-3-1, folded */
	struct text heading;   /* as written, joined */
};
typedef LIST(struct section) section_list;

void read_sections(struct doc *d, section_list *sections);

/* ---- read_prose.c ---- */

void read_prose_shape(struct doc *d); /* d->width, unwrapped, spaced */
/* True where piece i + 1 goes on in the sentence of piece i. */
bool read_goes_on(const struct doc *d, size_t i, size_t to);
/* The pieces from .. to - 1 joined as one text. */
struct text read_joined(struct doc *d, size_t from, size_t to);
/* ... and split into paragraphs. */
void read_paragraphs(struct doc *d, size_t from, size_t to, text_list *out);
struct span read_span(const struct doc *d, size_t from, size_t to);
/* A line that begins an item of its own: ○ ・ ※ （１） ① ア 【 ... */
bool read_starts_item(struct text t);

/* ---- read_authors.c ---- */

struct plan_author read_author_parts(struct text wording);
void read_authors(struct doc *d, struct plan *plan, size_t from, size_t to);

/* ---- read_goals.c ---- */

/* Chapter 4 without its table: narrative and goals. */
void read_goals(struct doc *d, struct plan *plan, size_t from, size_t to);
/* 基本目標１ at the front: its number and how many characters it takes; 0 for none. */
int read_goal_name(const struct fold *f, size_t *used);

/* ---- read_cells.c ---- */

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_MARK, CELL_GOAL, CELL_PERIOD, CELL_UNIT, CELL_NOTE, CELL_HEAD };
enum cell_role { ROLE_NONE, ROLE_MARK, ROLE_NAME, ROLE_UNIT, ROLE_BASELINE, ROLE_STEP, ROLE_TARGET, ROLE_GOAL };

struct cell {
	struct text t;
	uint32_t line, column; /* 1-based column in characters */
	size_t piece;
	int x; /* where it stands in its line, in the columns that this table is set in (read_cells.c) */
	int width;
	int gap;  /* before it: 0 line start, 1 one space, 2 wide, 3 a separator */
	int slot; /* of a line with separators: which one */
	enum cell_kind kind;
	enum cell_role role; /* of CELL_HEAD */
	int project;         /* of CELL_MARK: index into the table's marks */
};
typedef LIST(struct cell) cell_list;

/* What the table may refer to. */
struct known {
	text_list marks, titles; /* of the projects, same order */
	const struct plan *plan; /* its goals */
};

/* The header of a table. */
struct table_head {
	bool seen[ROLE_GOAL + 1];
	bool grant;        /* 増加分 */
	bool total;        /* 累計 */
	bool target_first; /* 目標値 stands before 現状値 */
	size_t earlier;    /* columns of earlier baselines (当初値 before 現状値): not the plan's */
	LIST(struct period) steps;
	struct period baseline, target;
	struct text note; /* 現状値※１: the mark of a note on the whole column */
};

void read_cells(struct doc *d, const struct known *known, size_t from, size_t to, cell_list *cells);

/* ---- read_head.c ---- */

/* The longest phrase of a header at that character: its length, 0 for none. */
size_t read_head_phrase(const struct fold *f, size_t at, enum cell_role *role);
/* Is this cell wholly a header's: 現状値, 目標値（2023年度）, 2020年度増加分, １年目? */
bool read_is_head(const struct fold *f, enum cell_role *role);
/* 標値, 年度増: what a narrow column leaves of a header's word. */
bool read_is_head_piece(const struct fold *f, enum cell_role *role);
struct text read_head_note(struct text t); /* ※１ behind a header's words; empty where there is none */
/* 現状値：120人（令和元年度） in one cell: the header's word goes to *head, *c keeps the rest. */
bool read_labelled(struct cell *c, struct cell *head);
int read_middle(const struct cell *c); /* twice the screen column of its middle */
/* ---- read_roles.c ---- */

/* Before the first figure, pieces of header phrases are header too. */
void read_find_header(cell_list *cells);
void read_table_head(struct doc *d, const cell_list *cells, struct table_head *head);

/* ---- read_refs.c ---- */

/* The project whose mark, title, or mark with title this is; -1. */
int read_project_of(const struct known *known, const struct fold *f);
bool read_is_marks(const struct known *known, struct text t); /* ア、イ */
bool read_looks_like_mark(const struct fold *f);              /* where no project's mark is known */
/* The goals that a cell names, added to the list: 基本目標１、２, 「１」, 1-2, 全て. False: it names none. */
bool read_goal_cell(const struct plan *plan, struct text t, bool bare, int goals[32], size_t *n);

/* ---- read_stream.c ---- */

/* The header at the beginning of these pieces as cells, where its words are broken over lines: how many pieces it
 * takes; 0 where it is none such. */
size_t read_header_stream(struct doc *d, size_t from, size_t to, cell_list *words);

/* ---- read_slots.c ---- */

/* A header whose cells are broken over lines, in a table with separators: its cells get the columns that they are of.
 */
void read_header_slots(struct doc *d, cell_list *words);
/* A bracket below its figure becomes part of the figure's cell; its own is left empty. */
void read_remarks_below(struct doc *d, cell_list *words);
/* 目標値 / （令和７年度）: the period below a header's word is header too, wherever in the table it stands. */
void read_header_periods(cell_list *cells);
/* What the header says of this cell: the word alone in the line above, or that of its column in a table with
 * separators. False: neither. */
bool read_role_beside(const cell_list *cells, const struct cell *c, enum cell_role *role);

/* ---- read_words.c ---- */

bool read_is_unit(struct text t);
bool read_is_number_cell(struct text t);
bool read_is_no_value(struct text t);      /* －, 該当なし, ... */
bool read_is_broken_figure(struct text t); /* 1,2: a group of thousands is too short (read_broken.c) */
bool read_is_number_end(struct text t);    /* 以上, 程度 alone: the rest of a number that a narrow column broke */
/* A footnote's mark at the front (※1, 注１）, *2): how many bytes, 0 for none. */
size_t read_note_mark(struct text t);

/* ---- read_blocks.c ---- */

enum { ROW_NUMBERS_MAX = 16 };

struct row {
	struct text name;
	struct text unit; /* of a unit column or cell */
	struct cell numbers[ROW_NUMBERS_MAX];
	struct period periods[ROW_NUMBERS_MAX]; /* that stand beside the numbers */
	size_t n_numbers;
	size_t first_cell, last_cell,
		number_cell; /* of the cell list: where it begins, ends, and its first number stands */
	uint32_t first_line, last_line;
	uint32_t top, bottom; /* the lines that it takes on a page; 0: not known (read_bands.c) */
	struct text note;     /* ※1 in a cell of its own */
	int mark;             /* index of the known marks; -1: none */
	struct text mark_text;
	int goals[32];
	size_t n_goals;
};
typedef LIST(struct row) row_list;

struct table {
	struct table_head head;
	cell_list cells;
	row_list rows;
	struct text unit; /* （単位：人） above the table: of every row that has none */
	size_t per_row;   /* numbers that a row should have */
	bool by_columns;
	bool by_bands; /* its rows know their lines */
};

typedef LIST(struct table) table_list;

/* The tables in the pieces from .. to - 1: one, or several under headers of their own. */
void read_tables(struct doc *d, const struct known *known, size_t from, size_t to, table_list *tables);

/* ---- read_records.c ---- */

/* Takes the KPIs that stand in lines or sentences of their own: a table of them, whose pieces are marked as gone. */
void read_records(struct doc *d, const struct known *known, size_t from, size_t to, table_list *tables);
/* ... and those in the goals' titles: （普及率を81.3％から88.0％に向上）. */
void read_goal_records(struct doc *d, const struct known *known, struct table *t);

/* ---- read_labels.c ---- */

/* Gives every row its mark and goals from the cells of those kinds. */
void read_labels(struct doc *d, const struct known *known, struct table *table);

/* ---- read_kpis.c ---- */

/* The table in the pieces from .. to - 1 as KPIs and footnotes of the plan. */
void read_kpis(struct doc *d, struct plan *plan, const struct known *known, size_t from, size_t to);
/* The KPIs that only the goals' titles tell; the table in the pieces from .. to - 1 (7-2) may say their years. */
void read_goal_kpis(struct doc *d, struct plan *plan, const struct known *known, size_t from, size_t to);
/* Fills the keys that are empty: mark + running number, KPI1 where there is no mark. */
void read_kpi_keys(struct arena *a, struct plan *plan);

/* ---- read_projects.c ---- */

void read_names(struct doc *d, struct plan_measure *m, size_t from, size_t to);    /* ① */
void read_contents(struct doc *d, struct plan_measure *m, size_t from, size_t to); /* ② */

/* ---- read_evaluation.c ---- */

void read_evaluation(struct doc *d, struct plan_evaluation *e, size_t from, size_t to);

/* ---- read_measure.c ---- */

void read_measure_head(struct doc *d, struct plan_measure *m, const struct section *s);
void read_guide(struct doc *d, struct plan_guide *g, size_t from, size_t to);
void read_period_of(struct doc *d, struct plan_period *p, size_t from, size_t to);
void read_other(struct doc *d, struct plan *plan, const struct section *s, struct text number);
/* 第２期「…総合戦略」 */
void read_strategy(struct doc *d, struct plan *plan);

#endif
