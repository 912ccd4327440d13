/* Inserts instructions into a function, and updates everything that refers to instruction positions. */

enum { MOST_REGISTERS = 250, MOST_UPVALUES = 255, MOST_CONSTANTS = 1 << 17 };

static int opcode(uint32_t i) { return (int)(i & 0x3F); }
static int field_b(uint32_t i) { return (int)(i >> 23 & 0x1FF); }
static int field_c(uint32_t i) { return (int)(i >> 14 & 0x1FF); }
static int field_bx(uint32_t i) { return (int)(i >> 14 & 0x3FFFF); }
static int jump_of(uint32_t i) { return field_bx(i) - 131071; }
static uint32_t with_jump(uint32_t i, int jump) { return (i & 0x3FFF) | (uint32_t)(jump + 131071) << 14; }

static uint32_t abc(int op, int a, int b, int c) {
    return (uint32_t)op | (uint32_t)a << 6 | (uint32_t)c << 14 | (uint32_t)b << 23;
}

static uint32_t abx(int op, int a, int bx) { return (uint32_t)op | (uint32_t)a << 6 | (uint32_t)bx << 14; }

/* The instructions to insert before and after an instruction. */
typedef struct insertion {
    uint32_t before[3], after[3];
    int before_count, after_count;
} insertion;

static int add_constant(arena *a, function *f, unsigned char type, const void *bytes, size_t size) {
    constant *constants = take(a, (size_t)(f->constant_count + 1) * sizeof *constants);
    char *copy = take(a, size);
    memcpy(constants, f->constants, (size_t)f->constant_count * sizeof *constants);
    memcpy(copy, bytes, size);
    constants[f->constant_count] = (constant){type, {copy, size}};
    f->constants = constants;
    return f->constant_count++;
}

/* Carries out the insertions. `jumps` recognizes the instructions that jump. Jumps of the opcode `into` land directly
 * after the instruction before their target; all others land before what was inserted before their target. */
static void insert_all(arena *a, function *f, const insertion *insertions, int (*jumps)(uint32_t), int into) {
    int total = 0;
    int *position = take(a, (size_t)(f->code_size + 1) * sizeof *position);
    for (int i = 0; i < f->code_size; i++) {
        position[i] = total;
        total += insertions[i].before_count + 1 + insertions[i].after_count;
    }
    position[f->code_size] = total;
    uint32_t *code = take(a, (size_t)total * sizeof *code);
    int32_t *lines = take(a, (size_t)total * sizeof *lines);
    int at = 0;
    for (int i = 0; i < f->code_size; i++) {
        const insertion *n = &insertions[i];
        uint32_t instruction = f->code[i];
        int line = f->line_count ? f->lines[i] : 0;
        for (int k = 0; k < n->before_count; k++, at++) code[at] = n->before[k], lines[at] = line;
        if (jumps(instruction)) {
            int target = i + 1 + jump_of(instruction);
            int moved = position[target];
            if (opcode(instruction) == into) moved = position[target - 1] + insertions[target - 1].before_count + 1;
            instruction = with_jump(instruction, moved - (at + 1));
        }
        code[at] = instruction, lines[at++] = line;
        for (int k = 0; k < n->after_count; k++, at++) code[at] = n->after[k], lines[at] = line;
    }
    for (int i = 0; i < f->variable_count; i++) {
        f->variables[i].start = position[f->variables[i].start];
        f->variables[i].end = position[f->variables[i].end];
    }
    f->code = code;
    f->code_size = total;
    if (f->line_count) {
        f->lines = lines;
        f->line_count = total;
    }
}
