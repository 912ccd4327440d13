#define _GNU_SOURCE
#include "ctermios.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/major.h>
#include <linux/serial.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

/* <sys/ioctl.h> pulls in a struct termios that clashes with <asm/termbits.h>. */
extern int ioctl(int fd, unsigned long request, ...);

_Static_assert(sizeof(struct termios2) == sizeof(ctermios_settings), "the settings are a struct termios2");

static int checked(int result) {
    return result < 0 ? -errno : result;
}

static struct termios2 unpacked(const ctermios_settings *settings) {
    struct termios2 t;
    memcpy(&t, settings, sizeof t);
    return t;
}

static void pack(struct termios2 t, ctermios_settings *settings) {
    memcpy(settings, &t, sizeof t);
}

int ctermios_get_settings(int fd, ctermios_settings *settings) {
    struct termios2 t;
    int result = checked(ioctl(fd, TCGETS2, &t));
    if (result == 0) pack(t, settings);
    return result;
}

int ctermios_set_settings(int fd, const ctermios_settings *settings) {
    struct termios2 t = unpacked(settings);
    return checked(ioctl(fd, TCSETS2, &t));
}

int ctermios_set_settings_after_output(int fd, const ctermios_settings *settings) {
    struct termios2 t = unpacked(settings);
    return checked(ioctl(fd, TCSETSW2, &t));
}

void ctermios_make_raw(ctermios_settings *settings) {
    struct termios2 t = unpacked(settings);
    t.c_iflag &= ~(IGNBRK | BRKINT | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF | IXANY);
    t.c_oflag &= ~OPOST;
    t.c_lflag &= ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    t.c_cflag &= ~(CSIZE | PARENB | CSTOPB | HUPCL | CRTSCTS);
    t.c_cflag |= CS8 | CREAD | CLOCAL;
    /* With VMIN 0, read(2) would return 0 whenever the line is idle, which also signals a hang-up. */
    t.c_cc[VMIN] = 1;
    t.c_cc[VTIME] = 0;
    pack(t, settings);
}

void ctermios_set_baud(ctermios_settings *settings, uint32_t baud) {
    struct termios2 t = unpacked(settings);
    t.c_cflag &= ~(CBAUD | (CBAUD << IBSHIFT));
    t.c_cflag |= BOTHER;
    t.c_ispeed = t.c_ospeed = baud;
    pack(t, settings);
}

uint32_t ctermios_baud(const ctermios_settings *settings) {
    return unpacked(settings).c_ospeed;
}

bool ctermios_has_two_stop_bits(const ctermios_settings *settings) {
    return unpacked(settings).c_cflag & CSTOPB;
}

bool ctermios_waits_for_cts(const ctermios_settings *settings) {
    return unpacked(settings).c_cflag & CRTSCTS;
}

bool ctermios_hangs_up_on_close(const ctermios_settings *settings) {
    return unpacked(settings).c_cflag & HUPCL;
}

int ctermios_set_exclusive(int fd, bool on) {
    return checked(ioctl(fd, on ? TIOCEXCL : TIOCNXCL));
}

int ctermios_is_exclusive(int fd) {
    int on = 0;
    int result = checked(ioctl(fd, TIOCGEXCL, &on));
    return result < 0 ? result : on != 0;
}

int ctermios_get_modem_lines(int fd) {
    int bits = 0;
    int result = checked(ioctl(fd, TIOCMGET, &bits));
    return result < 0 ? result : bits;
}

int ctermios_set_modem_lines(int fd, int bits) {
    return checked(ioctl(fd, TIOCMSET, &bits));
}

int ctermios_has_low_latency(int fd) {
    struct serial_struct serial = {0};
    int result = checked(ioctl(fd, TIOCGSERIAL, &serial));
    return result < 0 ? result : (serial.flags & ASYNC_LOW_LATENCY) != 0;
}

int ctermios_set_low_latency(int fd, bool on) {
    struct serial_struct serial = {0};
    int result = checked(ioctl(fd, TIOCGSERIAL, &serial));
    if (result < 0) return result;
    serial.flags = on ? serial.flags | ASYNC_LOW_LATENCY : serial.flags & ~ASYNC_LOW_LATENCY;
    return checked(ioctl(fd, TIOCSSERIAL, &serial));
}

int ctermios_output_queued(int fd) {
    int count = 0;
    int result = checked(ioctl(fd, TIOCOUTQ, &count));
    return result < 0 ? result : count;
}

bool ctermios_is_pseudo_terminal(int fd) {
    /* Ask the kernel; fstat would report what a device emulator such as umockdev presents. */
    unsigned int device = 0;
    if (ioctl(fd, TIOCGDEV, &device) < 0) return false;
    unsigned int kind = major(device);
    return kind >= UNIX98_PTY_SLAVE_MAJOR && kind < UNIX98_PTY_SLAVE_MAJOR + UNIX98_PTY_MAJOR_COUNT;
}

int ctermios_open_master(char *path, size_t size) {
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return -errno;
    int failure = 0;
    if (grantpt(fd) < 0 || unlockpt(fd) < 0) failure = errno;
    else failure = ptsname_r(fd, path, size);
    if (failure == 0) return fd;
    close(fd);
    return -failure;
}

_Static_assert(sizeof(ctermios_watch) == sizeof(struct pollfd), "a watch is a struct pollfd");
_Static_assert(offsetof(ctermios_watch, revents) == offsetof(struct pollfd, revents), "a watch is a struct pollfd");

int ctermios_poll(ctermios_watch *watches, size_t count, int64_t nanoseconds) {
    struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    return checked(ppoll((struct pollfd *)watches, count, nanoseconds < 0 ? NULL : &timeout, NULL));
}

int ctermios_open_event(void) {
    return checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}
