import CUdev
import TransportPosix

/// A libudev device, released at the end of its owner's lifetime.
struct UdevDevice: ~Copyable {
    private let pointer: OpaquePointer

    /// Takes ownership of a device that a libudev function returned.
    init?(adopting pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    /// The device of a folder in sysfs; `nil` if it has disappeared.
    init?(_ context: borrowing UdevContext, at path: String) {
        self.init(adopting: udev_device_new_from_syspath(context.pointer, path))
    }

    deinit {
        udev_device_unref(pointer)
    }

    /// What happened to it, `add` or `remove`; `nil` if it did not come from a monitor.
    var action: String? {
        Self.text(udev_device_get_action(pointer))
    }

    /// Its folder in sysfs.
    var path: String? {
        Self.text(udev_device_get_syspath(pointer))
    }

    /// All facts about it and its parents; `nil` for a device without a node.
    var record: DeviceRecord? {
        guard let name = Self.text(udev_device_get_sysname(pointer)),
            let node = Self.text(udev_device_get_devnode(pointer))
        else { return nil }
        // The parents belong to this device and must not be released.
        let parents = sequence(state: pointer) { device in
            guard let parent = udev_device_get_parent(device) else { return nil as DeviceRecord.Parent? }
            device = parent
            return DeviceRecord.Parent(
                name: Self.text(udev_device_get_sysname(parent)) ?? "",
                subsystem: Self.text(udev_device_get_subsystem(parent)),
                driver: Self.text(udev_device_get_driver(parent)),
                attributes: Self.attributes(of: parent)
            )
        }
        return DeviceRecord(
            name: name,
            node: node,
            properties: properties,
            attributes: Self.attributes(of: pointer),
            parents: Array(parents),
            siblings: udev_device_get_parent(pointer).flatMap { Self.text(udev_device_get_syspath($0)) }
                .map { FileSystem.names(in: $0 + "/tty") } ?? []
        )
    }

    private var properties: [String: String] {
        var properties: [String: String] = [:]
        var entry = udev_device_get_properties_list_entry(pointer)
        while let present = entry {
            if let name = Self.text(udev_list_entry_get_name(present)) {
                properties[name] = Self.text(udev_list_entry_get_value(present))
            }
            entry = udev_list_entry_get_next(present)
        }
        return properties
    }

    private static func attributes(of device: OpaquePointer) -> [String: String] {
        var attributes: [String: String] = [:]
        for name in DeviceRecord.attributeNames {
            attributes[name] = text(udev_device_get_sysattr_value(device, name))?.trimmed
        }
        return attributes
    }

    private static func text(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}
