import DeviceDiscovery
import OTAUpgrade
import Reports
import TerminalUI

extension USBError {
    /// A selector that does not match exactly one device on a hub.
    init(selection error: SelectorError) {
        let code: Code = error.code == .ambiguous ? .ambiguousDevice : .noDevice
        let hasPorts = !error.present.isEmpty
        let error = UpgradeError.selection(error, canWait: false)
        self.init(code, error.message, nextStep: error.nextStep, remedies: hasPorts ? [] : [.listDevices])
    }
}
