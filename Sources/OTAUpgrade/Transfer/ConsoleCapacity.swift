import LuaREPL

/// How many bytes a console buffers while Lua is busy; what comes on top is lost without a word.
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
}
