package import DeviceDiscovery

extension USBError {
    /// The hub reports that the port was switched, but its device shows otherwise; `nil` if they agree.
    ///
    /// A device that appears late after `on` is not a failure: what is plugged in at a port without power is not known.
    package init?(shortfall report: PowerReport, of verb: PowerVerb) {
        let device = report.device.map { "\($0.location)" } ?? "The device"
        switch verb {
        case .off, .cycle:
            if report.hasGone == false {
                self.init(
                    .hubRefuses,
                    "\(device) stayed connected, but the hub reports no power: it does not really cut it.",
                    nextStep: "Use a hub that cuts the power, or pull the plug; a second supply also keeps a board on."
                )
            } else if verb == .cycle, report.isBack == false {
                self.init(
                    .linkLost,
                    "\(device) disappeared and did not come back; the port has power.",
                    nextStep: "Check the cable, replug it, and see what is connected.",
                    remedies: [.listDevices]
                )
            } else {
                return nil
            }
        case .list, .on, .reset: return nil
        }
    }
}
