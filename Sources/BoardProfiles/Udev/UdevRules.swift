/// udev rules that give access to the ports of known boards, and stable names.
///
/// `udev/README.md` explains the details. Sources: systemd 252 `rules.d/50-udev-default.rules.in`,
/// `60-serial.rules`, `73-seat-late.rules.in`; ModemManager's `ID_MM_DEVICE_IGNORE` (the complete device) and
/// `ID_MM_PORT_IGNORE` (one port); Linux `ftdi_sio.c` (`latency_timer`, 16 ms unless it is set).
package struct UdevRules: Sendable, Hashable {
    /// The file name of the installed rules: after `60-serial.rules`, which finds the serial numbers, and before
    /// `73-seat-late.rules`, which gives access to tagged devices.
    package static let fileName = "70-otaflash.rules"

    /// The IDs and the boards that have them, sorted.
    private let entries: [UdevEntry]

    /// Makes the rules for the ports of some boards.
    package init(_ profiles: [BoardProfile]) {
        let ports = profiles.flatMap { profile in profile.ports.map { (profile.name, $0) } }
        let ids = Dictionary(grouping: ports) { $0.1.usb.description }
        entries = ids.compactMap { id, ports in UdevEntry(id: id, ports: ports) }.sorted { $0.id < $1.id }
    }

    /// The text of the file.
    package var text: String {
        """
        # Serial ports of ESP32 boards: access, no ModemManager, short latency, stable names in /dev/otaflash.
        # Generated from the board profiles.
        # Its name must stay between 60-serial.rules and 73-seat-late.rules.

        ACTION=="remove", GOTO="otaflash_end"
        SUBSYSTEM=="tty", GOTO="otaflash_tty"
        SUBSYSTEM=="usb-serial", GOTO="otaflash_converter"
        SUBSYSTEM!="usb", GOTO="otaflash_end"
        ENV{DEVTYPE}!="usb_device", GOTO="otaflash_end"

        # USB devices: hubs, whose ports can be switched, and the boards themselves.
        ATTR{bDeviceClass}=="09", GROUP="plugdev", TAG+="uaccess"
        \(entries.map { "\($0.deviceKeys), GOTO=\"otaflash_device\"" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        LABEL="otaflash_device"
        GROUP="plugdev", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"
        GOTO="otaflash_end"

        # FTDI converters delay short answers, by 16 ms unless configured otherwise.
        LABEL="otaflash_converter"
        DRIVER!="ftdi_sio", GOTO="otaflash_end"
        \(converters.map { "\($0.parentKeys), ATTR{latency_timer}=\"1\"" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        # Ports: each ID with the boards that have it.
        LABEL="otaflash_tty"
        \(entries.map { "\($0.comment)\n\($0.portRules)" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        # The group stays the system's group for serial ports, dialout on Debian.
        LABEL="otaflash_port"
        TAG+="uaccess", ENV{ID_MM_PORT_IGNORE}="1"
        ENV{ID_USB_INTERFACE_NUM}=="?*", ENV{ID_USB_INTERFACE_NUM}!="00", \\
          ENV{.OTAFLASH_INTERFACE}="-if$env{ID_USB_INTERFACE_NUM}"
        ATTRS{port_number}=="?*", ATTRS{port_number}!="0", ENV{.OTAFLASH_PORT}="-port$attr{port_number}"
        ENV{ID_SERIAL_SHORT}=="?*", ENV{ID_SERIAL_SHORT}!="0001", \\
          SYMLINK+="otaflash/serial-$env{ID_SERIAL_SHORT}$env{.OTAFLASH_INTERFACE}$env{.OTAFLASH_PORT}", \\
          GOTO="otaflash_end"
        ENV{ID_PATH}=="?*", SYMLINK+="otaflash/path-$env{ID_PATH}$env{.OTAFLASH_PORT}"

        LABEL="otaflash_end"

        """
    }

    private var converters: [UdevEntry] {
        entries.filter { $0.vendor == Self.ftdi }
    }

    /// FTDI's USB vendor ID.
    private static let ftdi: UInt16 = 0x0403
}
