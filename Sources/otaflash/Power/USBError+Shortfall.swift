import DeviceDiscovery

extension USBError {
    /// The hub says that the port was switched, but its device tells otherwise; `nil` where it does not.
    ///
    /// A device that comes late after `on` is no failure: what is plugged in at a port without power is not known.
    init?(shortfall report: PowerReport, of verb: PowerVerb) {
        let device = report.device.map { "\($0.location)" } ?? "The device"
        switch verb {
        case .off, .cycle:
            if report.hasGone == false {
                self.init(
                    .hubRefuses,
                    "\(device) stayed there without power, as the hub says: such a hub cuts nothing off.",
                    nextStep: "Use a hub that really switches, or pull the plug; a second supply also keeps a board on."
                )
            } else if verb == .cycle, report.isBack == false {
                self.init(
                    .linkLost,
                    "\(device) has gone and not come back; the port has power.",
                    nextStep: "Look with `otaflash power list` what is there, and at the cable; plug it out and in."
                )
            } else {
                return nil
            }
        case .list, .on, .reset: return nil
        }
    }
}
