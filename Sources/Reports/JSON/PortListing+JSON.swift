import DeviceDiscovery
import OTAUpgrade
import TerminalUI
import TransportCore

extension PortListing {
    /// One element of the document of `ports`; `Schemas/ports.schema.json` describes it.
    package var json: JSONValue {
        let usb = device.usb
        return [
            "path": .string(device.path),
            "selector": .string(selector.description),
            "vid": JSONValue(usb.map { String($0.description.prefix(4)) }),
            "pid": JSONValue(usb.map { String($0.description.suffix(4)) }),
            "serial": JSONValue(usb?.serialNumber),
            "mac": JSONValue(device.mac?.description),
            "manufacturer": JSONValue(usb?.manufacturer),
            "product": JSONValue(usb?.productName),
            "topology": JSONValue(device.topology),
            "interface": JSONValue(usb?.interface.map(Int.init)),
            "port_number": JSONValue(usb?.port.map(Int.init)),
            "driver": JSONValue(device.driver),
            "by_id": .array(device.byID.map(JSONValue.string)),
            "by_path": .array(device.byPath.map(JSONValue.string)),
            "links": .array(device.links.map(JSONValue.string)),
            "profiles": .array(profiles.map(JSONValue.string)),
            "access": .bool(device.isAccessible),
            "holder": device.holder.map { ["pid": .integer($0.pid), "command": .string($0.command)] } ?? .null,
            "probe": probe?.json ?? .null,
        ]
    }
}

extension PortProbe {
    fileprivate var json: JSONValue {
        var failure: UpgradeError?
        if case .nothing(let error) = outcome { failure = error }
        return [
            "answers": .bool(report != nil),
            "board": .board(report, failedWith: failure),
            "otaupgrade": .slots(report),
            "error": .error(failure),
        ]
    }
}
