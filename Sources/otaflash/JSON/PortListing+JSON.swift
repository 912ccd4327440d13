import DeviceDiscovery
import TransportCore

extension SerialDevice {
    /// One element of the document of `ports`; `Schemas/ports.schema.json` describes it.
    var json: JSONValue {
        [
            "path": .string(path),
            "vid": JSONValue(usb.map { String($0.description.prefix(4)) }),
            "pid": JSONValue(usb.map { String($0.description.suffix(4)) }),
            "serial": JSONValue(usb?.serialNumber),
            "manufacturer": JSONValue(usb?.manufacturer),
            "product": JSONValue(usb?.productName),
            "interface": JSONValue(usb?.interface.map(Int.init)),
            "driver": JSONValue(driver),
            "by_id": .array(byID.map(JSONValue.string)),
            "by_path": .array(byPath.map(JSONValue.string)),
            "access": .bool(isAccessible),
            "holder": holder.map { ["pid": .integer($0.pid), "command": .string($0.command)] } ?? .null,
        ]
    }
}
