#ifndef CTERMIOS_H
#define CTERMIOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The system calls of a terminal that Swift cannot reach: variadic ioctl(2), termios2 (its header clashes with
 * <termios.h>), and a few that the Glibc module leaves out.
 *
 * Each function returns 0 or its result, or a negative errno if the system call failed.
 */

/* All settings of a terminal (struct termios2), so that they can be restored exactly. */
typedef struct {
    unsigned char bytes[44];
} ctermios_settings;

int ctermios_get_settings(int fd, ctermios_settings *settings);

/* Takes effect immediately, without waiting for output. */
int ctermios_set_settings(int fd, const ctermios_settings *settings);

/* Takes effect once the driver reports that all written bytes have been sent, so it may block. */
int ctermios_set_settings_after_output(int fd, const ctermios_settings *settings);

/* Eight bits, no parity, no flow control, no echo, no translation; VMIN 1; HUPCL off, CLOCAL on. */
void ctermios_make_raw(ctermios_settings *settings);

/* Any rate in bits per second for both directions (BOTHER). */
void ctermios_set_baud(ctermios_settings *settings, uint32_t baud);
uint32_t ctermios_baud(const ctermios_settings *settings);

/* Two stop bits (CSTOPB), RTS/CTS flow control (CRTSCTS). */
bool ctermios_has_two_stop_bits(const ctermios_settings *settings);
bool ctermios_waits_for_cts(const ctermios_settings *settings);

/* Whether the last close lowers DTR and RTS (HUPCL). */
bool ctermios_hangs_up_on_close(const ctermios_settings *settings);

/* Exclusive mode: open(2) by others fails with EBUSY, except for root (TIOCEXCL, TIOCNXCL, TIOCGEXCL). */
int ctermios_set_exclusive(int fd, bool on);
int ctermios_is_exclusive(int fd);

/* All modem lines as TIOCM_ bits; ENOTTY on a pseudo terminal. */
int ctermios_get_modem_lines(int fd);
int ctermios_set_modem_lines(int fd, int bits);

/*
 * Low-latency mode: the driver delivers received bytes at once (ASYNC_LOW_LATENCY of TIOCGSERIAL and TIOCSSERIAL).
 * ENOTTY if the driver has no such setting, EPERM if this user is not allowed to change it.
 */
int ctermios_has_low_latency(int fd);
int ctermios_set_low_latency(int fd, bool on);

/* Bytes that were written but not sent yet (TIOCOUTQ). */
int ctermios_output_queued(int fd);

/* Whether the descriptor is the slave side of a Unix 98 pseudo terminal. */
bool ctermios_is_pseudo_terminal(int fd);

/* Opens a new master, unlocks its slave and stores the slave's path; returns the master's descriptor, non-blocking. */
int ctermios_open_master(char *path, size_t size);

/* A struct pollfd; importing its own header would define the type both in this module and in Glibc's. */
typedef struct {
    int fd;
    short events;
    short revents;
} ctermios_watch;

/* poll(2) with a timeout in nanoseconds; a negative timeout waits forever. Returns the number of ready descriptors. */
int ctermios_poll(ctermios_watch *watches, size_t count, int64_t nanoseconds);

/* A descriptor that another thread can make readable (eventfd), non-blocking. */
int ctermios_open_event(void);

#endif
