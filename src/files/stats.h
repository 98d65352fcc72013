/* files/stats.h - official statistics as they are published, read into observations of one form.
 *
 * An observation is one series of one area, period and sex; all its age groups stand in one row. A layout knows a table
 * by what stands in its first rows and turns it into observations; stats.c lists them, one file a layout.
 *
 * Files come as books of cells that sosei-reader cut (files/sheet.h); here nothing of them is interpreted but digits
 * and the words of the layout.
 */
#ifndef FILES_STATS_H
#define FILES_STATS_H

#include "base/err.h"
#include "base/list.h"
#include "base/text.h"
#include "files/sheet.h"

/* All texts lie in the arena or in the file's cells. */
struct observation {
	struct text series;  /* census.population */
	struct text area;    /* five digits without the check digit; prefectures 43000, the nation 00000 */
	struct text period;  /* 2015-10-01 (census day, 1 January), CY2019, FY2019: as base/calendar.h reads it */
	struct text sex;     /* T, M, F */
	struct text ages;    /* a layout of ages, below */
	struct text numbers; /* decimals as written, without separators, a space between: the total first */
	struct text
		published; /* day or month on which the original statistic came out; empty: not known by the layout */
	uint32_t line;     /* of the file, where it begins */
	bool usual;        /* published is the month in which this statistic usually comes out: a given day is better */
};
typedef LIST(struct observation) observation_list;

/* How the numbers of a row are to be read. */
#define AGES_TOTAL "total"           /* one number */
#define AGES_5_90 "5-90"             /* total, 0-4, 5-9, ... 85-89, 90+: 20 numbers */
#define AGES_5_90_UNKNOWN "5-90-unk" /* the same and those whose age is not stated: 21 numbers */
enum { AGES_5_90_GROUPS = 19 };

/* A row or cell that cannot be taken: data, shown together. */
struct stats_fault {
	uint32_t line, column; /* 1-based; column 0: the whole row */
	struct msg what;
};
typedef LIST(struct stats_fault) stats_fault_list;

/* A mark that stands in place of a figure, as the table explains it: *** 数字が得られないもの. */
struct stats_sign {
	struct text sign, meaning;
	size_t n; /* figures that have it */
};

/* What a series counts, in the words of the table. */
struct stats_definition {
	struct text series, text;
};

struct stats_table {
	const char *layout; /* id of the layout that read it */
	const char *source,
		*licence;   /* as the layout knows them; people are shown them in Japanese; licence NULL: not known */
	const char *status; /* final (確定), preliminary (速報), provisional (概数), projection (推計) */
	observation_list rows; /* without those that have a fault */
	stats_fault_list faults;
	size_t columns_left; /* columns of figures that no series is made from */
	size_t rows_left;    /* the same of figures in a long table */
	LIST(struct stats_sign) signs;
	LIST(struct stats_definition) definitions;
	const char *sheet;     /* the name of the sheet where the file has several, else "" */
	size_t code_digits;    /* 6: codes of areas have their check digit in this table; 0: they may not */
	size_t zeros_restored; /* codes without the zero in front that Excel drops */
	size_t notes_left;     /* lines of words below the figures */
};

struct stats_layout {
	const char *id, *source, *licence, *status;
	bool (*is)(const struct sheet *sheet);
	/* ERR_INPUT only where the table as a whole cannot be read; what is wrong with rows goes into t->faults. */
	bool (*read)(struct arena *a, struct stats_table *t, const struct sheet *sheet, struct err *err);
};
/* Reads the first sheet of the book that has a known layout. `as` empty: the layout is recognized. ERR_INPUT: no known
 * layout (the message names those that there are), `as` names no layout or no sheet has its shape. */
MUST_CHECK bool stats_read(struct arena *a, struct stats_table *t, const struct book *book, struct text as,
			   struct err *err);

/* ---- for the layouts ---- */

/* Gives the series that are known the same words at every import, whatever the table says. */
void stats_define_known(struct arena *a, struct stats_table *t);

void stats_fault(struct arena *a, struct stats_table *t, uint32_t line, size_t column, struct msg what);
/* The same words, whatever their width and the spaces between: （国内） is (国内). */
bool stats_label_is(struct text cell, const char *label);
/* The column with that label; SIZE_MAX: none. */
size_t stats_column_of(const struct sheet_row *row, const char *label);
/* The first of the sheet's first rows that has a cell with that label, in *column; SIZE_MAX: none. */
size_t stats_head_of(const struct sheet *s, const char *label, size_t *column);
/* Figures and codes in plain digits: １，２３４ is 1,234, △5 is -5. Borrowed where it is plain already. */
struct text stats_plain(struct arena *a, struct text cell);
/* Where the rows of figures end: behind it are lines of words (注, 資料), which are counted. */
size_t stats_rows_end(struct stats_table *t, const struct sheet *s, size_t first);

/* A count as it is printed: 1234, "1,234", -5, △5, 0.12, in digits of any width. *number without separators and spaces,
 * borrowed or in the arena. False with a fault noted: empty, a mark such as "-" or "…", no number, or negative where
 * that cannot be. */
MUST_CHECK bool stats_number(struct arena *a, struct stats_table *t, const struct sheet_row *row, size_t column,
			     bool may_be_negative, struct text *number);
/* False with a fault noted where something stands behind the last column of the head, the first rows: then columns may
 * have shifted; and where the last row ends before the one above it does: then the file may be cut off. */
MUST_CHECK bool stats_row_fits(struct arena *a, struct stats_table *t, const struct sheet *s, size_t head_rows,
			       const struct sheet_row *row);
/* The five-digit code of R43100, 43100, 431001 or 43. A code that lost its first zero (Excel takes 01100 for a number)
 * is taken, and counted, where it can be no other: 1100, and where all codes have six digits 11002. False with a fault
 * noted. */
MUST_CHECK bool stats_area(struct arena *a, struct stats_table *t, const struct sheet_row *row, size_t column,
			   struct text *area);
/* An age group of AGES_5_90_UNKNOWN as tables call it: 総数, 0～4歳, ... 85～89歳, 90歳以上, 年齢不詳 (0 to 20). */
const char *stats_age_words(struct arena *a, int group);
/* False with a fault noted that names them where groups of the observation's n are not there. */
MUST_CHECK bool stats_ages_whole(struct arena *a, struct stats_table *t, const struct observation *of,
				 const bool *there, int n);
/* The month in which the population by age of the census of that year came out: October of the next year, and November
 * after the census of 2020 (stat.go.jp: 26 October 2011, October 2016, 30 November 2021). */
struct text stats_census_month(struct arena *a, int year);
/* The cell without white space around it; empty beyond the row's end. */
struct text stats_cell(const struct sheet_row *row, size_t column);

#endif
