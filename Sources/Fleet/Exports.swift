// What upgrades of many boards need comes with one import.
@_exported public import OTAUpgrade
