/// Rules for udev that give access to the ports of the boards that are known, and names that last.
///
/// What they rely on is explained in `udev/README.md`. Sources: systemd 252 `rules.d/50-udev-default.rules.in`,
/// `60-serial.rules`, `73-seat-late.rules.in`; ModemManager's `ID_MM_DEVICE_IGNORE` (the whole device) and
/// `ID_MM_PORT_IGNORE` (one port); Linux `ftdi_sio.c` (`latency_timer`, 16 ms unless it is set).
public struct UdevRules: Sendable, Hashable {
    /// What the rules are installed as: after `60-serial.rules`, which finds the serial numbers, and before
    /// `73-seat-late.rules`, which gives access to what is tagged.
    public static let fileName = "70-otaflash.rules"

    /// The ids with what has them, in their order.
    private let entries: [UdevEntry]

    /// Makes the rules for the ports of some boards.
    public init(_ profiles: [BoardProfile]) {
        let ports = profiles.flatMap { profile in profile.ports.map { (profile.name, $0) } }
        let ids = Dictionary(grouping: ports) { $0.1.usb.description }
        entries = ids.compactMap { id, ports in UdevEntry(id: id, ports: ports) }.sorted { $0.id < $1.id }
    }

    /// The text of the file.
    public var text: String {
        """
        # Serial ports of ESP32 boards: access, no ModemManager, short latency, names that last in /dev/otaflash.
        # Written by `otaflash boards --udev-rules` from the profiles of the boards; udev/README.md explains it.
        # Its name must stay between 60-serial.rules and 73-seat-late.rules.

        ACTION=="remove", GOTO="otaflash_end"
        SUBSYSTEM=="tty", GOTO="otaflash_tty"
        SUBSYSTEM=="usb-serial", GOTO="otaflash_converter"
        SUBSYSTEM!="usb", GOTO="otaflash_end"
        ENV{DEVTYPE}!="usb_device", GOTO="otaflash_end"

        # USB devices: hubs, whose ports `otaflash power` switches, and the boards themselves.
        ATTR{bDeviceClass}=="09", GROUP="plugdev", TAG+="uaccess"
        \(entries.map { "\($0.deviceKeys), GOTO=\"otaflash_device\"" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        LABEL="otaflash_device"
        GROUP="plugdev", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"
        GOTO="otaflash_end"

        # Converters of FTDI hold short answers back, 16 ms unless they are told otherwise.
        LABEL="otaflash_converter"
        DRIVER!="ftdi_sio", GOTO="otaflash_end"
        \(converters.map { "\($0.parentKeys), ATTR{latency_timer}=\"1\"" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        # Ports, each id with what has it.
        LABEL="otaflash_tty"
        \(entries.map { "\($0.comment)\n\($0.portRules)" }.joined(separator: "\n"))
        GOTO="otaflash_end"

        # The group stays the one that the system gives to serial ports, dialout on Debian.
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

    /// FTDI's id as a vendor on USB.
    private static let ftdi: UInt16 = 0x0403
}
