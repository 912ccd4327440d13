import LuaREPL

/// How many bytes a console buffers while Lua is busy; further bytes are lost silently.
///
/// Derived from the firmware's sources: task queue, driver ring, stash and hardware FIFO (`nodemcu-firmware dev-esp32
/// user_main.c`, `dev-esp32-idf4-legacy platform.c`, `dev-esp32-idf3-final console.c`, `ESP-IDF 5.1.3 uart.c`,
/// `usb_serial_jtag.c`).
enum ConsoleCapacity {
    static func bytes(_ identity: BoardIdentity) -> Int {
        switch (identity.console, identity.dialect) {
        // Its queue and the driver's task hold 101 more, but a burst fills the ring before the task runs.
        case (.usbSerialJTAG, _): 256
        case (.usbCDC, _): 64
        case (_, .idf3): 256
        case (_, .idf4): 1300
        case (_, .idf5), (_, .console): 613
        }
    }

    /// How many of them it is certain to buffer if they come without a gap.
    ///
    /// The driver's ring of 256 takes the hardware's 120 bytes together or not at all, so it does not fill up: 101 bytes are
    /// with the task and its queue, 139 in the ring, 120 aside and 128 in the FIFO (`ESP-IDF 5.1.3 uart.c`).
    static func bytesWithoutGap(_ identity: BoardIdentity) -> Int {
        let isUART = identity.console == .uart || identity.console == nil
        return isUART && [.idf5, .console].contains(identity.dialect) ? 488 : bytes(identity)
    }

    /// How many of them it buffers without a pause if they come faster than Lua's task takes them.
    ///
    /// On the IDF 5 line, once the ring has no room for the hardware's 120 bytes, the driver's task waits a tick of 10 ms for
    /// each byte (`ESP-IDF 5.1.3 uart.c`, `uart_check_buf_full`; 5.3.2 does not wait): 101 bytes are with the task and its
    /// queue, 256 in the ring.
    static func bytesWithoutPause(_ identity: BoardIdentity) -> Int {
        let pauses = identity.dialect == .idf5 && (identity.console == .uart || identity.console == nil)
        return pauses ? 357 : bytes(identity)
    }
}
