/* The numbers of the firmware's Lua 5.3: 32-bit integers that wrap, and single-precision floats.
 *
 * The library's numbers have twice as many bits. Its compiler would fold `0x7fffffff+1` with its own numbers, so it
 * does not get to see the numerals: each is compiled as a marked string, and replaced with a number of the correct size
 * after the chunk is compiled. */

#include <limits.h>

static const char numeral_mark[] = {0, 1, 'n'};

/* The value of a numeral (with its sign, if that was included): 1 for an integer, 0 for a float. */
static int numeral(const char *text, size_t size, int32_t *integer, float *number) {
    char copy[200];
    int negative = size > 0 && *text == '-';
    if (negative) text++, size--;
    size = size < sizeof copy - 1 ? size : sizeof copy - 1;
    memcpy(copy, text, size);
    copy[size] = 0;
    int is_hexadecimal = size > 2 && copy[0] == '0' && (copy[1] == 'x' || copy[1] == 'X');
    uint32_t value = 0;
    size_t i = is_hexadecimal ? 2 : 0;
    for (; i < size; i++) {
        int c = (unsigned char)copy[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a' + 10);
        if (digit > (is_hexadecimal ? 15u : 9u)) break;
        /* A decimal numeral that is too large is a float; a hexadecimal one wraps. */
        if (!is_hexadecimal && (value > INT_MAX / 10 || value * 10 + digit > INT_MAX)) break;
        value = value * (is_hexadecimal ? 16 : 10) + digit;
    }
    if (i == size) {
        *integer = (int32_t)(negative ? 0 - value : value);
        return 1;
    }
    *number = strtof(copy, NULL);
    if (negative) *number = -*number;
    return 0;
}

/* MARK: In source code */

static int is_digit(int c) { return c >= '0' && c <= '9'; }
static int is_hex_digit(int c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }
static int is_name(int c) { return is_digit(c) || c == '_' || ((c | 32) >= 'a' && (c | 32) <= 'z'); }
static int is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* A source that is being scanned; reads 0 after its end. */
typedef struct scanner {
    const char *at, *end;
} scanner;

static int peek(const scanner *s, int ahead) { return s->end - s->at > ahead ? (unsigned char)s->at[ahead] : 0; }

/* The number of `=` in a long bracket that opens here; -1 if none does. */
static int long_bracket(const scanner *s) {
    int level = 0;
    if (peek(s, 0) != '[') return -1;
    while (peek(s, 1 + level) == '=') level++;
    return peek(s, 1 + level) == '[' ? level : -1;
}

static void skip_long(scanner *s, int level) {
    for (s->at += level + 2; s->at < s->end; s->at++) {
        if (*s->at != ']') continue;
        int n = 0;
        while (peek(s, 1 + n) == '=') n++;
        if (n == level && peek(s, 1 + n) == ']') {
            s->at += n + 2;
            return;
        }
    }
}

static void skip_comment(scanner *s) {
    s->at += 2;
    int level = long_bracket(s);
    if (level >= 0) {
        skip_long(s, level);
    } else {
        while (s->at < s->end && *s->at != '\n' && *s->at != '\r') s->at++;
    }
}

static void skip_quoted(scanner *s) {
    char quote = *s->at++;
    while (s->at < s->end && *s->at != quote) {
        if (*s->at == '\\' && s->at[1] == 'z') {
            s->at += 2;
            while (is_space(peek(s, 0)) && s->at < s->end) s->at++;
        } else {
            s->at += *s->at == '\\' ? 2 : 1;
        }
    }
    s->at++;
}

static void skip_numeral(scanner *s) {
    int exponent = 'e';
    if (peek(s, 0) == '0' && (peek(s, 1) | 32) == 'x') {
        exponent = 'p';
        s->at += 2;
    }
    while (s->at < s->end) {
        if ((peek(s, 0) | 32) == exponent) {
            s->at += peek(s, 1) == '+' || peek(s, 1) == '-' ? 2 : 1;
        } else if (is_hex_digit(peek(s, 0)) || *s->at == '.') {
            s->at++;
        } else {
            return;
        }
    }
}

/* Whether a name is a keyword that precedes a value, so that a `-` after it is a sign. */
static int precedes_value(const char *name, size_t size) {
    static const char *const words[] = {"and", "do", "else", "elseif", "if", "in", "not", "or", "repeat", "return", "then",
                                        "until", "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && memcmp(words[i], name, size) == 0) return 1;
    return 0;
}

/* Whether a `^` follows, which binds more tightly than the sign of a numeral. */
static int is_raised(const char *at, const char *end) {
    while (at < end && is_space((unsigned char)*at)) at++;
    return at < end && *at == '^';
}

/* Writes a source that compiles, with its numerals as marked strings; returns whether there were any. */
static int mark_numerals(const char *source, size_t size, buffer *b) {
    scanner s = {source, source + size};
    const char *copied = source, *sign = NULL;
    int follows_value = 0, found = 0;
    while (s.at < s.end) {
        const char *start = s.at;
        int c = (unsigned char)*start;
        if (is_space(c)) {
            s.at++;
            continue;
        }
        if (c == '-' && peek(&s, 1) == '-') {
            skip_comment(&s);
            continue;
        }
        if (is_digit(c) || (c == '.' && is_digit(peek(&s, 1)))) {
            skip_numeral(&s);
            const char *from = sign && !is_raised(s.at, s.end) ? sign : start;
            put(b, copied, (size_t)(from - copied));
            put_byte(b, '"');
            put(b, numeral_mark, sizeof numeral_mark);
            if (from == sign) put_byte(b, '-');
            put(b, start, (size_t)(s.at - start));
            put_byte(b, '"');
            copied = s.at;
            found = follows_value = 1;
        } else if (is_name(c)) {
            while (is_name(peek(&s, 0))) s.at++;
            follows_value = !precedes_value(start, (size_t)(s.at - start));
        } else if (c == '"' || c == '\'') {
            skip_quoted(&s);
            follows_value = 1;
        } else if (long_bracket(&s) >= 0) {
            skip_long(&s, long_bracket(&s));
            follows_value = 1;
        } else if (c == '.') {
            while (peek(&s, 0) == '.') s.at++;
            follows_value = s.at - start == 3;
        } else {
            s.at++;
            sign = c == '-' && !follows_value ? start : NULL;
            follows_value = c == ')' || c == ']' || c == '}';
            continue;
        }
        sign = NULL;
    }
    put(b, copied, (size_t)(s.end - copied));
    return found;
}
