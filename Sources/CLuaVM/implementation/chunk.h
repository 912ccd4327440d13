/* Parses a compiled chunk and writes it again.
 *
 * The format is that of lua_dump in the linked library (Lua 5.1 and 5.3 `ldump.c`). The chunk has just been written by
 * the same library, so it is not validated. */

typedef struct span {
    const char *start;
    size_t size;
} span;

/* Memory that is freed all at once. */
typedef struct arena {
    struct arena_block { struct arena_block *next; } *blocks;
} arena;

static void *take(arena *a, size_t size) {
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block) abort();
    block->next = a->blocks;
    a->blocks = block;
    return block + 1;
}

static void free_arena(arena *a) {
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
}

typedef struct constant {
    unsigned char type;
    span bytes;
} constant;

typedef struct variable {
    span name;
    int32_t start, end;
} variable;

typedef struct upvalue {
    unsigned char in_stack, index;
    span name;
} upvalue;

typedef struct function {
    span source;
    int32_t first_line, last_line;
    unsigned char parameters, is_variadic, stack_size;
    uint32_t *code;
    int code_size;
    constant *constants;
    int constant_count;
    upvalue *upvalues;
    int upvalue_count, upvalue_name_count;
    struct function *children;
    int child_count;
    int32_t *lines;
    int line_count;
    variable *variables;
    int variable_count;
} function;

enum { CONSTANT_NIL = 0, CONSTANT_BOOLEAN = 1, CONSTANT_NUMBER = 3, CONSTANT_STRING = 4, CONSTANT_INTEGER = 19, CONSTANT_LONG_STRING = 20 };
#if LUA_VERSION_NUM == 501
enum { HEADER_SIZE = 12 };
#else
enum { HEADER_SIZE = 33 };
#endif

/* MARK: Reading */

typedef struct reader {
    const char *at;
    arena *arena;
} reader;

static unsigned char read_byte(reader *r) { return (unsigned char)*r->at++; }

static int32_t read_int(reader *r) {
    int32_t value;
    memcpy(&value, r->at, sizeof value);
    r->at += sizeof value;
    return value;
}

static span read_bytes(reader *r, size_t size) {
    span s = {r->at, size};
    r->at += size;
    return s;
}

static void *read_array(reader *r, int count, size_t size) {
    void *array = take(r->arena, (size_t)count * size + 1);
    memcpy(array, r->at, (size_t)count * size);
    r->at += (size_t)count * size;
    return array;
}

/* A string prefixed with its size, as in the chunk. */
static span read_string(reader *r) {
    const char *start = r->at;
    size_t size;
#if LUA_VERSION_NUM == 501
    memcpy(&size, r->at, sizeof size);
    r->at += sizeof size + size;
#else
    size = read_byte(r);
    if (size == 0xFF) {
        memcpy(&size, r->at, sizeof size);
        r->at += sizeof size;
    }
    r->at += size ? size - 1 : 0;
#endif
    return (span){start, (size_t)(r->at - start)};
}

static span read_constant(reader *r, unsigned char type) {
    switch (type) {
    case CONSTANT_NIL: return read_bytes(r, 0);
    case CONSTANT_BOOLEAN: return read_bytes(r, 1);
    case CONSTANT_NUMBER: case CONSTANT_INTEGER: return read_bytes(r, 8);
    default: return read_string(r);
    }
}

static void read_function(reader *r, function *f) {
    memset(f, 0, sizeof *f);
    f->source = read_string(r);
    f->first_line = read_int(r);
    f->last_line = read_int(r);
#if LUA_VERSION_NUM == 501
    f->upvalue_count = read_byte(r);
#endif
    f->parameters = read_byte(r);
    f->is_variadic = read_byte(r);
    f->stack_size = read_byte(r);
    f->code_size = read_int(r);
    f->code = read_array(r, f->code_size, sizeof *f->code);
    f->constant_count = read_int(r);
    f->constants = take(r->arena, (size_t)(f->constant_count + 1) * sizeof *f->constants);
    for (int i = 0; i < f->constant_count; i++) {
        f->constants[i].type = read_byte(r);
        f->constants[i].bytes = read_constant(r, f->constants[i].type);
    }
#if LUA_VERSION_NUM == 503
    f->upvalue_count = read_int(r);
#endif
    f->upvalues = take(r->arena, (size_t)(f->upvalue_count + 2) * sizeof *f->upvalues);
    memset(f->upvalues, 0, (size_t)(f->upvalue_count + 2) * sizeof *f->upvalues);
#if LUA_VERSION_NUM == 503
    for (int i = 0; i < f->upvalue_count; i++) {
        f->upvalues[i].in_stack = read_byte(r);
        f->upvalues[i].index = read_byte(r);
    }
#endif
    f->child_count = read_int(r);
    f->children = take(r->arena, (size_t)(f->child_count + 1) * sizeof *f->children);
    for (int i = 0; i < f->child_count; i++) read_function(r, &f->children[i]);
    f->line_count = read_int(r);
    f->lines = read_array(r, f->line_count, sizeof *f->lines);
    f->variable_count = read_int(r);
    f->variables = take(r->arena, (size_t)(f->variable_count + 1) * sizeof *f->variables);
    for (int i = 0; i < f->variable_count; i++) {
        f->variables[i].name = read_string(r);
        f->variables[i].start = read_int(r);
        f->variables[i].end = read_int(r);
    }
    f->upvalue_name_count = read_int(r);
    for (int i = 0; i < f->upvalue_name_count; i++) f->upvalues[i].name = read_string(r);
}

/* MARK: Writing */

typedef struct buffer {
    char *bytes;
    size_t size, room;
} buffer;

static void put(buffer *b, const void *bytes, size_t size) {
    if (b->size + size > b->room) {
        b->room = (b->size + size) * 2 + 256;
        b->bytes = realloc(b->bytes, b->room);
        if (!b->bytes) abort();
    }
    if (size) memcpy(b->bytes + b->size, bytes, size);
    b->size += size;
}

static void put_byte(buffer *b, unsigned char byte) { put(b, &byte, 1); }
static void put_int(buffer *b, int32_t value) { put(b, &value, sizeof value); }
static void put_span(buffer *b, span s) { put(b, s.start, s.size); }

static void put_function(buffer *b, const function *f) {
    put_span(b, f->source);
    put_int(b, f->first_line);
    put_int(b, f->last_line);
#if LUA_VERSION_NUM == 501
    put_byte(b, (unsigned char)f->upvalue_count);
#endif
    put_byte(b, f->parameters);
    put_byte(b, f->is_variadic);
    put_byte(b, f->stack_size);
    put_int(b, f->code_size);
    put(b, f->code, (size_t)f->code_size * sizeof *f->code);
    put_int(b, f->constant_count);
    for (int i = 0; i < f->constant_count; i++) {
        put_byte(b, f->constants[i].type);
        put_span(b, f->constants[i].bytes);
    }
#if LUA_VERSION_NUM == 503
    put_int(b, f->upvalue_count);
    for (int i = 0; i < f->upvalue_count; i++) {
        put_byte(b, f->upvalues[i].in_stack);
        put_byte(b, f->upvalues[i].index);
    }
#endif
    put_int(b, f->child_count);
    for (int i = 0; i < f->child_count; i++) put_function(b, &f->children[i]);
    put_int(b, f->line_count);
    put(b, f->lines, (size_t)f->line_count * sizeof *f->lines);
    put_int(b, f->variable_count);
    for (int i = 0; i < f->variable_count; i++) {
        put_span(b, f->variables[i].name);
        put_int(b, f->variables[i].start);
        put_int(b, f->variables[i].end);
    }
    put_int(b, f->upvalue_name_count);
    for (int i = 0; i < f->upvalue_name_count; i++) put_span(b, f->upvalues[i].name);
}

/* Strips a function's debug information, as the firmware does when it compiles: names from level 1, line numbers at
 * level 2. Names that start with a question mark are those of the tables for look-ups. Source: `nodemcu-firmware
 * lua-5.3 ldump.c`, `lua-5.1 ldebug.c` (`stripdebug`). */
static void strip(function *f, int level) {
#if LUA_VERSION_NUM == 501
    /* If a function has a name for any upvalue, it has one for each. */
    static const char unknown[sizeof(size_t) + 2] = {2, [sizeof(size_t)] = '?'};
    size_t head = sizeof(size_t);
#else
    static const char unknown[1] = {0};
    size_t head = 1;
#endif
    f->variable_count = 0;
    for (int i = 0; i < f->upvalue_name_count; i++) {
        span *name = &f->upvalues[i].name;
        if (name->size <= head || name->start[head] != '?') *name = (span){unknown, sizeof unknown};
    }
    if (level > 1) f->line_count = 0;
    for (int i = 0; i < f->child_count; i++) strip(&f->children[i], level);
}

static int append(lua_State *L, const void *bytes, size_t size, void *ud) {
    (void)L;
    put(ud, bytes, size);
    return 0;
}

/* Replaces the function on the stack with the result of `adapt`. */
static int adapt_chunk(lua_State *L, const char *name, void (*adapt)(arena *, function *)) {
    buffer compiled = {NULL, 0, 0}, adapted = {NULL, 0, 0};
    arena memory = {NULL};
    function main;
#if LUA_VERSION_NUM == 501
    lua_dump(L, append, &compiled);
    reader r = {compiled.bytes + HEADER_SIZE, &memory};
#else
    lua_dump(L, append, &compiled, 0);
    reader r = {compiled.bytes + HEADER_SIZE + 1, &memory};
#endif
    read_function(&r, &main);
    adapt(&memory, &main);
    if (machine(L)->strip_level) strip(&main, machine(L)->strip_level);
    put(&adapted, compiled.bytes, HEADER_SIZE);
#if LUA_VERSION_NUM == 503
    put_byte(&adapted, (unsigned char)main.upvalue_count);
#endif
    put_function(&adapted, &main);
    lua_pop(L, 1);
    int status = luaL_loadbuffer(L, adapted.bytes, adapted.size, name);
    free_arena(&memory);
    free(compiled.bytes);
    free(adapted.bytes);
    return status;
}
