/// What the update functions need of the board they run on.
protocol ESPOTABoard: AnyObject {
    /// The firmware did something that is seen or takes time.
    func performed(_ step: DeviceStep)

    /// Whether there is memory for so many updates that were begun and not ended.
    func hasMemory(forUpdates count: Int) -> Bool

    /// Whether the chip's fuses let an application of that secure version run.
    func allows(secureVersion: UInt32) -> Bool

    /// Burns the secure version into the chip.
    func raise(secureVersion: UInt32) throws(DeviceFailure)

    /// Whether the flash refuses the switch of the boot slot.
    var bootSwitchFails: Bool { get }
}
