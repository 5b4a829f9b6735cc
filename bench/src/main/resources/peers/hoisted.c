/* The reference grid as a C programmer would write it for speed: what does not depend on the innermost axes is computed
   once an outer position, the rest in a loop that the compiler vectorizes. Nothing is stored.

   Usage: hoisted AXES RUNS THREADS; AXES is a file of lines "name value value ...". */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_VALUES = 65536, LINE = 1 << 20 };

typedef struct { int count; int64_t at[MOST_VALUES]; } values;

static values params, hidden, layers, heads, weight_bytes, gradient_bytes, state_bytes, tp, pp, dp, zero, micro_batch, seq;
static int recomputes;

typedef struct { int64_t from, to, rows, fits, most; } part;

static void read_axes(const char *path) {
    struct { const char *name; values *into; } known[] = {
        {"params", &params}, {"hidden", &hidden}, {"layers", &layers}, {"heads", &heads},
        {"weight_bytes", &weight_bytes}, {"gradient_bytes", &gradient_bytes}, {"state_bytes", &state_bytes},
        {"tp", &tp}, {"pp", &pp}, {"dp", &dp}, {"zero", &zero}, {"micro_batch", &micro_batch}, {"seq", &seq}};
    static char line[LINE];
    FILE *file = fopen(path, "r");
    if (!file) { perror(path); exit(3); }
    while (fgets(line, LINE, file)) {
        char *name = strtok(line, " \n"), *word;
        values *into = NULL;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (name && !strcmp(name, known[i].name)) into = known[i].into;
        int others = 0;
        while ((word = strtok(NULL, " \n"))) {
            if (into) into->at[into->count++] = strtoll(word, NULL, 10); else others++;
        }
        if (name && !strcmp(name, "recomputes")) recomputes = others;
    }
    fclose(file);
}

static int64_t digit(int64_t *rest, int64_t base) {
    int64_t value = *rest % base;
    *rest /= base;
    return value;
}

static void *run_part(void *argument) {
    part *p = argument;
    int64_t inner = (int64_t)micro_batch.count * seq.count;
    double *tokens = malloc(inner * sizeof *tokens), *length = malloc(inner * sizeof *length);
    for (int64_t i = 0; i < inner; i++) {
        length[i] = (double)seq.at[i % seq.count];
        tokens[i] = length[i] * (double)micro_batch.at[i / seq.count];
    }
    for (int64_t position = p->from; position < p->to; position++) {
        int64_t rest = position;
        int64_t z = zero.at[digit(&rest, zero.count)], d = dp.at[digit(&rest, dp.count)];
        int64_t stages = pp.at[digit(&rest, pp.count)], t = tp.at[digit(&rest, tp.count)];
        int64_t recompute = digit(&rest, recomputes), optimizer = digit(&rest, state_bytes.count);
        int64_t dtype = digit(&rest, weight_bytes.count), model = rest;
        int64_t base = params.at[model] * weight_bytes.at[dtype] / (t * stages * (z >= 3 ? d : 1))
            + params.at[model] * gradient_bytes.at[dtype] / (t * stages * (z >= 2 ? d : 1))
            + params.at[model] * state_bytes.at[optimizer] / (t * stages * (z >= 1 ? d : 1));
        double width = (double)hidden.at[model] * ((double)layers.at[model] / (double)stages);
        double per_token = width * (recompute == 2 ? 2 : 10 + 24.0 / (double)t);
        double per_pair = recompute == 0 ? width * (5.0 * (double)heads.at[model] / ((double)hidden.at[model] * (double)t)) : 0;
        int64_t fits = 0, most = p->most;
        for (int64_t i = 0; i < inner; i++) {
            int64_t total = base + (int64_t)(tokens[i] * (per_token + per_pair * length[i]));
            fits += total <= (INT64_C(80) << 30);
            most = total > most ? total : most;
        }
        p->fits += fits;
        p->most = most;
        p->rows += inner;
    }
    free(tokens);
    free(length);
    return NULL;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 4) { fputs("usage: hoisted AXES RUNS THREADS\n", stderr); return 2; }
    read_axes(argv[1]);
    int runs = atoi(argv[2]), threads = atoi(argv[3]);
    int64_t outer = (int64_t)params.count * weight_bytes.count * state_bytes.count * recomputes
        * tp.count * pp.count * dp.count * zero.count;
    for (int run = 0; run < runs; run++) {
        double start = now();
        pthread_t thread[threads];
        part parts[threads];
        for (int i = 0; i < threads; i++) {
            parts[i] = (part){outer * i / threads, outer * (i + 1) / threads, 0, 0, 0};
            pthread_create(&thread[i], NULL, run_part, &parts[i]);
        }
        part all = {0, 0, 0, 0, 0};
        for (int i = 0; i < threads; i++) {
            pthread_join(thread[i], NULL);
            all.rows += parts[i].rows;
            all.fits += parts[i].fits;
            if (parts[i].most > all.most) all.most = parts[i].most;
        }
        printf("run %.6f %lld %lld %lld\n", now() - start, (long long)all.rows, (long long)all.fits, (long long)all.most);
        fflush(stdout);
    }
    return 0;
}
