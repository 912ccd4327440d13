/// The functions of the board that the OTA functions need.
protocol ESPOTABoard: AnyObject {
    /// The firmware printed something or took time.
    func performed(_ step: DeviceStep)

    /// Whether there is memory for that many unfinished updates.
    func hasMemory(forUpdates count: Int) -> Bool

    /// Whether the chip's eFuses allow an application with that secure version to run.
    func allows(secureVersion: UInt32) -> Bool

    /// Burns the secure version into the chip's eFuses.
    func raise(secureVersion: UInt32) throws(DeviceFailure)

    /// Whether the flash refuses to switch the boot slot.
    var bootSwitchFails: Bool { get }
}
