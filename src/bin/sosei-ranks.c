/* sosei-ranks: `mpirun -n 4 sosei-ranks people project --all ...` gives the bytes of `sosei people project --all ...`,
 * with the municipalities shared out among MPI's ranks, on one machine or several. Every rank reads the store itself,
 * projects its parts and passes the words to rank 0, which answers.
 *
 * A program of its own: sosei starts without MPI's libraries, and a machine without Open MPI builds it without this.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

enum { MPI_PIECE = 1 << 30, TAG = 1 };

struct mpi {
	int rank;
	bool asked, well; /* whether this rank has told the others how it is, and how it was */
};

static bool agree(void *context, bool well)
{
	struct mpi *mpi = context;
	int mine = well, all = 0;

	mpi->asked = true;
	mpi->well = well;
	MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD);
	return all;
}

/* MPI counts to 2^31. */
static void pass(void *context, int from, struct buf *bytes)
{
	const struct mpi *mpi = context;
	uint64_t n = bytes->n;

	if (mpi->rank == from)
		MPI_Send(&n, 1, MPI_UINT64_T, 0, TAG, MPI_COMM_WORLD);
	else
		MPI_Recv(&n, 1, MPI_UINT64_T, from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
	for (uint64_t at = 0; at < n; at += MPI_PIECE) {
		const int piece = n - at < MPI_PIECE ? (int)(n - at) : MPI_PIECE;

		if (mpi->rank == from) {
			MPI_Send(bytes->p + at, piece, MPI_BYTE, 0, TAG, MPI_COMM_WORLD);
		} else {
			struct arena a = { 0 };
			char *room = arena_alloc(&a, (size_t)piece);

			MPI_Recv(room, piece, MPI_BYTE, from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
			buf_add(bytes, room, (size_t)piece);
			arena_clear(&a);
		}
	}
}

/* Commands that write would do so once for each rank. */
static bool shares_work(int argc, char *argv[])
{
	bool all = false;

	for (int i = 3; i < argc; i++)
		all = all || strcmp(argv[i], "--all") == 0 || strcmp(argv[i], "--help") == 0;
	return argc > 3 && strcmp(argv[1], "people") == 0 && strcmp(argv[2], "project") == 0 && all;
}

/* Only rank 0 answers. What another one says of its failure is kept until it is known whether rank 0 says the same. */
static FILE *be_quiet(void)
{
	FILE *said = tmpfile();

	if (!said || !freopen("/dev/null", "w", stdout) || dup2(fileno(said), STDERR_FILENO) < 0)
		MPI_Abort(MPI_COMM_WORLD, ERR_SYSTEM);
	return said;
}

static void repeat(FILE *said, int rank, int to)
{
	char line[4096];

	dup2(to, STDERR_FILENO);
	rewind(said);
	while (fgets(line, sizeof line, said))
		fprintf(stderr, "rank %d: %s", rank, line);
}

static int run(struct mpi *mpi, int n, int argc, char *argv[])
{
	const struct ranks ranks = { mpi->rank, n, agree, pass, mpi };
	const struct cli_parts parts = { .ranks = &ranks };
	const int stderr_was = dup(STDERR_FILENO);
	FILE *said = mpi->rank ? be_quiet() : NULL;
	int code, first_well;

	code = cli_main(argc, argv, &parts);
	if (!mpi->asked)
		agree(mpi, code == 0);
	first_well = mpi->well;
	MPI_Bcast(&first_well, 1, MPI_INT, 0, MPI_COMM_WORLD);
	if (said && !mpi->well && first_well)
		repeat(said, mpi->rank, stderr_was);
	if (said)
		fclose(said);
	close(stderr_was);
	return mpi->rank ? 0 : code;
}

int main(int argc, char *argv[])
{
	struct mpi mpi = { 0 };
	int level, n, code = ERR_USAGE;

	MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
	MPI_Comm_rank(MPI_COMM_WORLD, &mpi.rank);
	MPI_Comm_size(MPI_COMM_WORLD, &n);
	if (shares_work(argc, argv))
		code = run(&mpi, n, argc, argv);
	else if (mpi.rank == 0)
		fputs("sosei-ranks shares `people project --all ...` out among the ranks of mpirun; for everything "
		      "else "
		      "use sosei.\nsosei-ranks は mpirun のもとで people project --all "
		      "を分担します。その他は sosei をお使いください。\n",
		      stderr);
	MPI_Finalize();
	return code;
}
